using System.Collections.Concurrent;
using System.Diagnostics;
using HubAutomation.Local.Functions.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Functions.Tests.Telemetry;

public sealed class FunctionTelemetryTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task A_request_its_function_the_orchestration_and_its_activity_functions_are_one_trace()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = Listen(ended);
        await using var host = await TestApp.StartAsync([typeof(ObservedFunctions)]);

        await RunAsync(host, traceParent: $"00-{Trace}-b7ad6b7169203331-01");

        Activity Single(string name) => Assert.Single(ended, span => span.OperationName == name);
        var (request, start, creation, orchestration, work) = (
            Single("Microsoft.AspNetCore.Hosting.HttpRequestIn"), Single("function Start"), Single("create_orchestration:Observed"),
            Single("orchestration:Observed"), Single("activity:Work"));
        Assert.Equal("b7ad6b7169203331", request.ParentSpanId.ToHexString());
        Assert.Equal(request.SpanId, start.ParentSpanId);
        Assert.Equal(start.SpanId, creation.ParentSpanId);
        Assert.Equal(creation.SpanId, orchestration.ParentSpanId);
        Assert.Equal(orchestration.SpanId, work.ParentSpanId);
        Assert.Equal(work.SpanId, Single("function Work").ParentSpanId);
        Assert.Equal("Start", start.GetTagItem("faas.name"));
        Assert.True(Guid.TryParse((string?)start.GetTagItem("faas.invocation_id"), out _));
        Assert.DoesNotContain(ended, span => span.OperationName == "function Observed");
    }

    [Fact]
    public async Task The_span_of_a_failed_run_tells_the_type_of_the_exception_and_not_its_message()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = Listen(ended);
        await using var host = await TestApp.StartAsync([typeof(ObservedFunctions)]);

        await RunAsync(host, traceParent: $"00-{Trace}-b7ad6b7169203331-01");

        var failed = Assert.Single(ended, span => span.OperationName == "function Break");
        Assert.Equal((ActivityStatusCode.Error, "System.FormatException"), (failed.Status, failed.StatusDescription));
        Assert.Equal("System.FormatException", failed.GetTagItem("error.type"));
        Assert.Empty(failed.Events);
    }

    [Fact]
    public async Task What_functions_log_carries_function_and_invocation_and_below_orchestrations_the_instance()
    {
        var lines = new ScopedLines();
        await using var host = await TestApp.StartAsync([typeof(ObservedFunctions)], build: builder => builder.Logging.AddProvider(lines));

        await RunAsync(host, traceParent: null);

        Assert.Equal(
            [
                "This is the activity. InstanceId=one AzureFunctions_FunctionName=Work",
                "This is the first turn. InstanceId=one AzureFunctions_FunctionName=Observed",
                "This is the second turn. InstanceId=one AzureFunctions_FunctionName=Observed",
                "This is the start. AzureFunctions_FunctionName=Start",
            ],
            lines.Told.Order(StringComparer.Ordinal));
        Assert.Equal(3, lines.Invocations.Distinct().Count());
    }

    private static async Task RunAsync(TestApp host, string? traceParent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/start", UriKind.Relative));
        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        // The client of a test must not put a trace of its own in the place of the one that is given.
        using var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        using var http = new HttpClient(handler) { BaseAddress = host.Http.BaseAddress };
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        await host.RunToEndAsync("one");
        await host.SettleAsync();
    }

    /// <summary>Sources are the whole process's; only the trace of this class is made and kept.</summary>
    private static ActivityListener Listen(ConcurrentQueue<Activity> ended)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.DurableTask" or "Microsoft.Azure.Functions.Worker" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId.ToHexString() == Trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId.ToHexString() == Trace)
                {
                    ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>Keeps what the functions log, with the scopes.</summary>
    private sealed class ScopedLines : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public ConcurrentQueue<string> Told { get; } = new();

        public ConcurrentQueue<object> Invocations { get; } = new();

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose()
        {
            // Outlives the host that logs to it.
        }

        private void Add(string line)
        {
            _scopes.ForEachScope(
                (scope, _) =>
                {
                    foreach (var (name, value) in scope as IEnumerable<KeyValuePair<string, object>> ?? [])
                    {
                        switch (name)
                        {
                            case "AzureFunctions_InvocationId":
                                Invocations.Enqueue(value);
                                break;
                            case "AzureFunctions_FunctionName" or "InstanceId":
                                line += $" {name}={value}";
                                break;
                        }
                    }
                },
                0);
            Told.Enqueue(line);
        }

        private sealed class Logger(ScopedLines lines, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => category.EndsWith(nameof(ObservedFunctions), StringComparison.Ordinal);

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (IsEnabled(logLevel))
                {
                    lines.Add(formatter(state, exception));
                }
            }
        }
    }
}
