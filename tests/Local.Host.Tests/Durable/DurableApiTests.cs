using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HubAutomation.Local.Host.Tests.Kit;
using HubAutomation.Testing;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.Host.Tests.Durable;

/// <summary>The addresses under runtime/webhooks/durabletask, with the codes and bodies of the real extension.</summary>
public sealed class DurableApiTests : IAsyncLifetime
{
    private const string Root = "runtime/webhooks/durabletask";

    private TestApp _host = null!;

    public async Task InitializeAsync() => _host = await Sample.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_start_is_answered_with_all_addresses_and_when_to_ask_again()
    {
        var answer = await PostAsync("orchestrators/Approve/return-2026-09", "\"halton\"");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("10", answer.Headers.RetryAfter!.ToString());
        var addresses = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var status = addresses.GetProperty("statusQueryGetUri").GetString()!;
        Assert.Equal(answer.Headers.Location!.ToString(), status);
        Assert.StartsWith($"{_host.Http.BaseAddress}{Root}/instances/return-2026-09", status, StringComparison.Ordinal);
        Assert.Equal("return-2026-09", addresses.GetProperty("id").GetString());
        Assert.Equal(
            ["id", "purgeHistoryDeleteUri", "restartPostUri", "resumePostUri", "sendEventPostUri", "statusQueryGetUri", "suspendPostUri", "terminatePostUri"],
            addresses.EnumerateObject().Select(p => p.Name).Order());
        Assert.Contains("/raiseEvent/{eventName}", addresses.GetProperty("sendEventPostUri").GetString(), StringComparison.Ordinal);
        Assert.Contains("/terminate?reason={text}", addresses.GetProperty("terminatePostUri").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestration_that_runs_is_a_202_and_one_that_has_ended_a_200()
    {
        await PostAsync("orchestrators/Approve/a1", "\"halton\"");
        var running = await _host.Http.GetAsync(Address("instances/a1"));
        Assert.Equal(HttpStatusCode.Accepted, running.StatusCode);
        Assert.Equal("5", running.Headers.RetryAfter!.ToString());
        Assert.NotNull(running.Headers.Location);

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/a1/raiseEvent/approved", "true")).StatusCode);
        var ended = await EndAsync("a1");
        Assert.Equal("Completed", ended.GetProperty("runtimeStatus").GetString());
        Assert.Equal("halton: True", ended.GetProperty("output").GetString());
        Assert.Equal("halton", ended.GetProperty("input").GetString());
        Assert.Equal("waiting", ended.GetProperty("customStatus").GetString());
        Assert.Equal(
            ["name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime"],
            ended.EnumerateObject().Select(p => p.Name));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", ended.GetProperty("createdTime").GetString());
    }

    [Fact]
    public async Task A_failed_orchestration_is_a_200_or_on_request_a_500()
    {
        await PostAsync("orchestrators/Approve/a2", "\"nobody\"");
        var ended = await EndAsync("a2");

        Assert.Equal("Failed", ended.GetProperty("runtimeStatus").GetString());
        var answer = await _host.Http.GetAsync(Address("instances/a2?returnInternalServerErrorOnFailure=true"));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public async Task A_start_that_waits_answers_with_the_output()
    {
        var answer = await PostAsync("orchestrators/Approve?timeout=30&pollingInterval=1", "\"at once\"");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("\"at once\"", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_start_that_waits_for_what_fails_answers_with_its_status()
    {
        var answer = await PostAsync("orchestrators/Approve?timeout=30&pollingInterval=1", "\"nobody\"");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Failed", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runtimeStatus").GetString());
    }

    [Fact]
    public async Task A_wait_that_is_shorter_than_its_polling_interval_is_a_400()
        => Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("orchestrators/Approve?timeout=1&pollingInterval=5", "1")).StatusCode);

    [Fact]
    public async Task Suspended_resumed_terminated()
    {
        await PostAsync("orchestrators/Approve/a3", "\"halton\"");
        await SettlesAsync("a3", OrchestrationRuntimeStatus.Running);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/a3/suspend?reason=holiday", null)).StatusCode);
        await SettlesAsync("a3", OrchestrationRuntimeStatus.Suspended);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/a3/resume", null)).StatusCode);
        await SettlesAsync("a3", OrchestrationRuntimeStatus.Running);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/a3/terminate?reason=obsolete", null)).StatusCode);
        Assert.Equal("Terminated", (await EndAsync("a3")).GetProperty("runtimeStatus").GetString());
    }

    [Fact]
    public async Task Who_is_suspended_cannot_be_suspended_again_nor_who_runs_resumed()
    {
        await PostAsync("orchestrators/Approve/b1", "\"halton\"");
        await SettlesAsync("b1", OrchestrationRuntimeStatus.Running);
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync("instances/b1/resume", null)).StatusCode);

        await PostAsync("instances/b1/suspend", null);
        await SettlesAsync("b1", OrchestrationRuntimeStatus.Suspended);
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync("instances/b1/suspend", null)).StatusCode);

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/b1/terminate", null)).StatusCode);
        await SettlesAsync("b1", OrchestrationRuntimeStatus.Terminated);
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync("instances/b1/terminate", null)).StatusCode);
    }

    [Fact]
    public async Task A_reason_for_the_end_is_the_output_as_it_was_given()
    {
        await PostAsync("orchestrators/Approve/b2", "\"halton\"");
        await SettlesAsync("b2", OrchestrationRuntimeStatus.Running);

        await PostAsync("instances/b2/terminate?reason=no%20longer%20needed", null);

        Assert.Equal("no longer needed", (await EndAsync("b2")).GetProperty("output").GetString());
    }

    [Fact]
    public async Task A_history_is_shown_on_request_and_its_results_on_request_too()
    {
        await PostAsync("orchestrators/Approve/b3", "\"halton\"");
        await PostAsync("instances/b3/raiseEvent/approved", "true");
        await EndAsync("b3");

        var shown = await _host.Http.GetFromJsonAsync<JsonElement>(Address("instances/b3?showHistory=true"));
        Assert.Equal(
            ["ExecutionStarted Approve", "EventRaised", "TaskCompleted Say", "ExecutionCompleted"],
            shown.GetProperty("historyEvents").EnumerateArray().Select(e => e.TryGetProperty("FunctionName", out var name) ? $"{e.GetProperty("EventType")} {name}" : $"{e.GetProperty("EventType")}"));
        Assert.All(shown.GetProperty("historyEvents").EnumerateArray(), e => Assert.False(e.TryGetProperty("Result", out _)));

        var results = await _host.Http.GetFromJsonAsync<JsonElement>(Address("instances/b3?showHistory=true&showHistoryOutput=true"));
        Assert.Equal("halton: True", results.GetProperty("historyEvents").EnumerateArray().Last().GetProperty("Result").GetString());
    }

    [Fact]
    public async Task What_runs_cannot_be_purged()
    {
        await PostAsync("orchestrators/Approve/b4", "\"halton\"");
        await SettlesAsync("b4", OrchestrationRuntimeStatus.Running);

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _host.Http.DeleteAsync(Address("instances/b4"))).StatusCode);
    }

    [Fact]
    public async Task What_runs_cannot_be_restarted_under_its_own_id()
    {
        await PostAsync("orchestrators/Approve/b5", "\"halton\"");
        await SettlesAsync("b5", OrchestrationRuntimeStatus.Running);

        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("instances/b5/restart?restartWithNewInstanceId=false", null)).StatusCode);
    }

    [Fact]
    public async Task Rewinding_and_entities_are_not_there()
    {
        await PostAsync("orchestrators/Approve/b6", "\"nobody\"");
        await EndAsync("b6");
        await PostAsync("orchestrators/Approve/b7", "\"halton\"");

        Assert.Equal(HttpStatusCode.NotImplemented, (await PostAsync("instances/b6/rewind", null)).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await PostAsync("instances/b7/rewind", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("instances/unknown/rewind", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotImplemented, (await PostAsync("entities/counter/a?op=add", "1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotImplemented, (await _host.Http.GetAsync(Address("entities"))).StatusCode);
    }

    [Theory]
    [InlineData("PUT", "instances/a1")]
    [InlineData("GET", "orchestrators/Approve")]
    [InlineData("GET", "instances/a1/terminate")]
    [InlineData("POST", "instances/a1/applaud")]
    [InlineData("GET", "nothing")]
    public async Task What_is_not_served_is_not_found(string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address(address));

        Assert.Equal(HttpStatusCode.NotFound, (await _host.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task There_is_one_app_and_it_is_the_primary_one()
        => Assert.Equal(HttpStatusCode.OK, (await PostAsync("makeprimary", null)).StatusCode);

    [Theory]
    [InlineData("raiseEvent/approved")]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    public async Task What_has_ended_cannot_be_steered(string action)
    {
        await PostAsync("orchestrators/Approve/a4", "\"at once\"");
        await EndAsync("a4");

        Assert.Equal(HttpStatusCode.Gone, (await PostAsync($"instances/a4/{action}", "true")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync($"instances/unknown/{action}", "true")).StatusCode);
    }

    [Fact]
    public async Task Restarted_under_a_new_id_with_the_same_input()
    {
        await PostAsync("orchestrators/Approve/a5", "\"at once\"");
        await EndAsync("a5");

        var answer = await PostAsync("instances/a5/restart", null);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;

        Assert.NotEqual("a5", id);
        Assert.Equal("at once", (await EndAsync(id)).GetProperty("output").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("instances/unknown/restart", null)).StatusCode);
    }

    [Fact]
    public async Task Purged_singly_and_by_time()
    {
        foreach (var id in new[] { "p1", "p2", "p3" })
        {
            await PostAsync($"orchestrators/Approve/{id}", "\"at once\"");
            await EndAsync(id);
        }

        Assert.Equal("""{"instancesDeleted":1}""", await (await _host.Http.DeleteAsync(Address("instances/p1"))).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Http.DeleteAsync(Address("instances/p1"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.Http.DeleteAsync(Address("instances"))).StatusCode);
        var purged = await _host.Http.DeleteAsync(Address("instances?createdTimeFrom=2020-01-01T00:00:00Z&runtimeStatus=Completed,Failed"));
        Assert.Equal("""{"instancesDeleted":2}""", await purged.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Http.DeleteAsync(Address("instances?createdTimeFrom=2020-01-01T00:00:00Z"))).StatusCode);
    }

    [Fact]
    public async Task Listed_by_status_and_prefix_page_by_page()
    {
        foreach (var id in new[] { "list-1", "list-2", "list-3", "other" })
        {
            await PostAsync($"orchestrators/Approve/{id}", "\"at once\"");
            await EndAsync(id);
        }

        var seen = new List<string>();
        var token = "";
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Address("instances?instanceIdPrefix=list-&runtimeStatus=Completed&top=2&showInput=false"));
            request.Headers.TryAddWithoutValidation("x-ms-continuation-token", token);
            using var answer = await _host.Http.SendAsync(request);
            foreach (var instance in (await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray())
            {
                seen.Add(instance.GetProperty("instanceId").GetString()!);
                Assert.Equal(JsonValueKind.Null, instance.GetProperty("input").ValueKind);
            }

            token = answer.Headers.GetValues("x-ms-continuation-token").Single();
        }
        while (token.Length > 0);

        Assert.Equal(["list-1", "list-2", "list-3"], seen.Order());
    }

    [Theory]
    [InlineData("orchestrators/Nobody", "1", HttpStatusCode.BadRequest)]
    [InlineData("orchestrators/Approve", "{", HttpStatusCode.BadRequest)]
    [InlineData("orchestrators/Approve/@id", "1", HttpStatusCode.BadRequest)]
    public async Task A_start_that_makes_no_sense_is_a_400(string address, string body, HttpStatusCode status)
        => Assert.Equal(status, (await PostAsync(address, body)).StatusCode);

    [Fact]
    public async Task A_second_start_with_the_id_of_one_that_runs_is_a_409()
    {
        await PostAsync("orchestrators/Approve/a6", "\"halton\"");

        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("orchestrators/Approve/a6", "\"halton\"")).StatusCode);
    }

    [Fact]
    public async Task An_event_that_is_not_json_is_a_400()
    {
        await PostAsync("orchestrators/Approve/a7", "\"halton\"");
        using var content = new StringContent("approved", Encoding.UTF8, "text/plain");

        Assert.Equal(HttpStatusCode.BadRequest, (await _host.Http.PostAsync(Address("instances/a7/raiseEvent/approved"), content)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("instances/a7/raiseEvent/approved", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("instances/a7/raiseEvent/approved", "{")).StatusCode);
    }

    [Fact]
    public async Task The_addresses_are_those_of_the_host_and_give_nobody_a_key_who_was_asked_for_none()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address("orchestrators/Approve/a8"));
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("Forwarded", "for=192.0.2.60;proto=https;host=evil.example");
        using var answer = await _host.Http.SendAsync(request);

        Assert.Equal(new Uri(_host.Http.BaseAddress!, $"{Root}/instances/a8"), answer.Headers.Location);
        Assert.DoesNotContain("code=", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Uri Address(string path) => new($"{Root}/{path}", UriKind.Relative);

    private async Task<HttpResponseMessage> PostAsync(string path, string? json)
    {
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await _host.Http.PostAsync(Address(path), content);
    }

    private async Task<JsonElement> EndAsync(string id)
    {
        await _host.RunToEndAsync(id);
        return await _host.Http.GetFromJsonAsync<JsonElement>(Address($"instances/{id}"));
    }

    private async Task SettlesAsync(string id, OrchestrationRuntimeStatus status)
    {
        await _host.SettleAsync();
        Assert.Equal(status, (await _host.DurableTaskClient.GetInstanceAsync(id))!.RuntimeStatus);
    }
}
