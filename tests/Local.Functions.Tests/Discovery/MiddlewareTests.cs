using System.Collections.Concurrent;
using System.Net;
using HubAutomation.Local.Functions.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Local.Functions.Tests.Discovery;

public class MiddlewareTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task Middleware_runs_around_functions_in_the_order_in_which_it_was_added()
    {
        await using var host = await StartAsync(worker => worker
            .UseMiddleware<Outer>()
            .UseMiddleware(async (context, next) =>
            {
                _journal.Enqueue($"inner of {context.FunctionDefinition.Name}");
                await next();
            }));

        Assert.Equal("hello", await host.Http.GetStringAsync(new Uri("api/greeting", UriKind.Relative)));

        Assert.Equal(["outer before", "inner of Greeting", "outer after hello"], _journal);
    }

    [Fact]
    public async Task Middleware_replaces_what_a_function_returned()
    {
        await using var host = await StartAsync(worker => worker.UseMiddleware(async (context, next) =>
        {
            await next();
            context.GetInvocationResult().Value = Results.Text("replaced", statusCode: 203);
        }));

        var answer = await host.Http.GetAsync(new Uri("api/greeting", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NonAuthoritativeInformation, answer.StatusCode);
        Assert.Equal("replaced", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Middleware_answers_in_place_of_the_function()
    {
        await using var host = await StartAsync(worker => worker.UseWhen(
            context => context.FunctionDefinition.InputBindings.Values.Any(b => b.Type == "httpTrigger"),
            (context, next) => context.GetHttpContext()!.Response.WriteAsync($"not today, {context.GetHttpContext()!.Request.Path}")));

        Assert.Equal("not today, /api/greeting", await host.Http.GetStringAsync(new Uri("api/greeting", UriKind.Relative)));
    }

    [Fact]
    public async Task Middleware_reads_and_changes_what_an_activity_is_given_and_knows_its_instance()
    {
        await using var host = await StartAsync(worker => worker.UseMiddleware(async (context, next) =>
        {
            if (context.FunctionDefinition.InputBindings.Values.SingleOrDefault(b => b.Type == "activityTrigger") is { } trigger)
            {
                var input = await context.BindInputAsync<string>(trigger);
                _journal.Enqueue($"{context.BindingContext.BindingData["instanceId"]}: {input.Value}");
                input.Value = "changed";
                Assert.Equal("changed", (await context.Features.Get<IFunctionInputBindingFeature>()!.BindFunctionInputAsync(context)).Values[0]);
            }

            await next();
        }));
        var client = host.DurableTaskClient;

        await client.ScheduleNewOrchestrationInstanceAsync("Shout", "hello", new StartOrchestrationOptions("run-1"));
        var ended = await host.RunToEndAsync("run-1");

        Assert.Equal("CHANGED", ended.ReadOutputAs<string>());
        Assert.Equal(["run-1: hello"], _journal);
    }

    [Fact]
    public async Task Each_turn_of_an_orchestration_is_a_run_with_middleware()
    {
        await using var host = await StartAsync(worker => worker.UseMiddleware((context, next) =>
        {
            if (context.FunctionDefinition.InputBindings.Values.Any(b => b.Type == "orchestrationTrigger"))
            {
                _journal.Enqueue($"turn of {context.BindingContext.BindingData["instanceId"]}");
            }

            return next();
        }));
        var client = host.DurableTaskClient;

        await client.ScheduleNewOrchestrationInstanceAsync("Shout", "hello", new StartOrchestrationOptions("run-2"));
        await host.RunToEndAsync("run-2");

        Assert.NotEmpty(_journal);
        Assert.All(_journal, entry => Assert.Equal("turn of run-2", entry));
    }

    [Fact]
    public async Task Scoped_services_live_as_long_as_a_run()
    {
        await using var host = await StartAsync(_ => { });

        Assert.Equal("same", await host.Http.GetStringAsync(new Uri("api/scope", UriKind.Relative)));
        await host.SettleAsync();
        Assert.Equal(["disposed"], _journal);
    }

    private Task<TestApp> StartAsync(Action<IFunctionsWorkerApplicationBuilder> middleware) => TestApp.StartAsync(
        [typeof(Functions)],
        build: builder =>
        {
            builder.Services.AddSingleton(_journal).AddScoped<Scoped>();
            middleware(builder);
        });

    public sealed class Journal : ConcurrentQueue<string>;

    public sealed class Scoped(Journal journal) : IDisposable
    {
        public void Dispose() => journal.Enqueue("disposed");
    }

    public sealed class Outer(Journal journal) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            journal.Enqueue("outer before");
            await next(context);
            journal.Enqueue($"outer after {context.GetInvocationResult<string>().Value}");
        }
    }

    public sealed class Functions(Scoped scoped)
    {
        [Function("Greeting")]
        public static string Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greeting")] HttpRequest request) => "hello";

        [Function("Scope")]
        public string Scope([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scope")] HttpRequest request, FunctionContext context)
            => ReferenceEquals(scoped, context.InstanceServices.GetRequiredService<Scoped>()) ? "same" : "another";

        [Function("Shout")]
        public static Task<string> Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context, string text)
            => context.CallActivityAsync<string>("ToUpper", text);

        [Function("ToUpper")]
        public static string ToUpper([ActivityTrigger] string text) => text.ToUpperInvariant();
    }
}
