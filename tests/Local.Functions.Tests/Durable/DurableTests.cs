using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Core.Serialization;
using HubAutomation.Local.Functions.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Functions.Tests.Durable;

public class DurableTests
{
    [Fact]
    public async Task An_orchestrator_calls_activities_with_services_client_and_instance_id()
    {
        await using var host = await TestApp.StartAsync([typeof(Ingest)]);
        var client = host.DurableTaskClient;

        var id = await client.ScheduleNewOrchestrationInstanceAsync("IngestTimetable", new Order("halton", 3));
        var ended = await host.RunToEndAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(["halton row 0", "halton row 1", "halton row 2"], ended.ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task A_started_orchestration_is_answered_with_its_addresses_and_its_status_can_be_asked_for()
    {
        await using var host = await TestApp.StartAsync([typeof(Ingest)]);

        var answer = await host.Http.PostAsync(new Uri("api/start", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await host.SettleAsync();
        var status = await host.Http.GetFromJsonAsync<JsonElement>(answer.Headers.Location);

        Assert.Equal("Completed", status.GetProperty("runtimeStatus").GetString());
        Assert.Equal("rotherham row 0", status.GetProperty("output")[0].GetString());
        Assert.Equal("rotherham", status.GetProperty("input").GetProperty("Authority").GetString());
    }

    [Fact]
    public async Task Inputs_and_results_are_written_by_the_workers_serializer()
    {
        await using var host = await TestApp.StartAsync(
            [typeof(Ingest)],
            build: builder => builder.Services.Configure<WorkerOptions>(worker => worker.Serializer = new JsonObjectSerializer(JsonSerializerOptions.Web)));
        var client = host.DurableTaskClient;

        var id = await client.ScheduleNewOrchestrationInstanceAsync("IngestTimetable", new Order("halton", 0));
        var ended = await host.RunToEndAsync(id);

        Assert.Equal("""{"authority":"halton","rows":0}""", ended.SerializedInput);
    }

    [Fact]
    public async Task By_default_property_names_are_written_as_they_are_and_read_in_any_case()
    {
        await using var host = await TestApp.StartAsync([typeof(Ingest)]);
        var client = host.DurableTaskClient;

        var id = await client.ScheduleNewOrchestrationInstanceAsync("IngestTimetable", new { authority = "halton", ROWS = 1 });
        var ended = await host.RunToEndAsync(id);

        Assert.Equal("""{"authority":"halton","ROWS":1}""", ended.SerializedInput);
        Assert.Equal(["halton row 0"], ended.ReadOutputAs<string[]>()!);
    }

    public sealed record Order(string Authority, int Rows);

    public sealed class Ingest
    {
        [Function("IngestTimetable")]
        public static async Task<string[]> Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context, Order order)
        {
            var rows = Enumerable.Range(0, order.Rows).Select(row => context.CallActivityAsync<string>("ReadRow", new Row(order.Authority, row)));
            return await Task.WhenAll(rows);
        }

        [Function("ReadRow")]
        public static async Task<string> Read(
            [ActivityTrigger] Row row, FunctionContext context, string instanceId, [DurableClient] DurableTaskClient client)
        {
            Assert.Equal(instanceId, context.BindingContext.BindingData["instanceId"]);
            Assert.NotNull(await client.GetInstanceAsync(instanceId));
            return $"{row.Authority} row {row.Number}";
        }

        [Function("Start")]
        public static async Task<HttpResponseData> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start")] HttpRequestData request, [DurableClient] DurableTaskClient client)
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync("IngestTimetable", new Order("rotherham", 1));
            return await client.CreateCheckStatusResponseAsync(request, id);
        }
    }

    public sealed record Row(string Authority, int Number);
}
