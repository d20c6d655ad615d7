using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core.Serialization;
using HubAutomation.EndToEnd.Returns;
using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Timetables;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Functions.Testing;
using HubAutomation.Testing.Hub;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.EndToEnd.Histories;

/// <summary>
/// What is under way survives a deployment: recorded runs of every workflow are replayed against the code of today.
/// </summary>
public sealed class HistoryTests(OneTimetable timetable) : IClassFixture<OneTimetable>
{
    private static readonly JsonObjectSerializer Serializer = new(new JsonSerializerOptions { PropertyNameCaseInsensitive = true });
    private readonly SqliteTaskHub engine = timetable.Hub.Service<SqliteTaskHub>();

    public static TheoryData<string> Recorded => [.. GoldenHistory.All().Select(history => history.Name)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_run_that_is_under_way_goes_on_with_the_code_of_today(string name)
    {
        var golden = GoldenHistory.Find(name);

        var difference = engine.DifferenceOnReplay(golden.History);

        Assert.True(difference is null, difference is null ? "" : golden.Explain(difference));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Whatever_a_run_has_been_given_is_read_as_it_was_written(string name)
    {
        var golden = GoldenHistory.Find(name);
        var lost = Carried(golden).SelectMany(carried => Lost(JsonNode.Parse(carried.Json)!, Reread(carried.Json, carried.Type), carried.What)).ToList();

        Assert.True(lost.Count == 0, golden.ExplainLoss(lost));
    }

    [Fact]
    public void Every_orchestrator_has_recorded_runs()
    {
        var recorded = GoldenHistory.All().Select(golden => golden.History.Orchestrator).ToHashSet();

        Assert.Empty(Functions.Where(f => f.IsOrchestrator).Select(f => f.Name).Except(recorded));
    }

    [Fact]
    public async Task Every_way_that_runs_go_today_is_recorded_and_replayed_without_a_difference()
    {
        var seed = Directory.CreateTempSubdirectory("hub-seed-");
        InventedTimetable.WriteConfiguration(seed.FullName, furtherPartners: 2);
        InventedReturns.WriteStrands(seed.FullName, opensByItself: false);
        InventedReturns.WriteFigures(seed.FullName);
        await using var hub = await Hub.StartAsync(seed.FullName);

        var ways = await new Ways(hub).GoAsync();

        Assert.All(ways, way => Assert.Null(hub.Service<SqliteTaskHub>().DifferenceOnReplay(way.History)));
        if (Environment.GetEnvironmentVariable(GoldenHistory.RecordVariable) == "1")
            ways.ToList().ForEach(way => GoldenHistory.Keep(way.Name, Anonymous.History(way.History.ToJson())));
        var missing = ways.Select(way => way.Name).Except(GoldenHistory.All().Select(golden => golden.Name)).ToList();
        Assert.True(missing.Count == 0, $"Not recorded yet: {string.Join(", ", missing)}. Run this test with {GoldenHistory.RecordVariable}=1, look at the files, and keep them.");
        seed.Delete(recursive: true);
    }

    [Fact]
    public async Task A_changed_orchestrator_is_an_error_that_says_how_to_version_it()
    {
        var golden = GoldenHistory.Find("1.0/sweep-inbox.swept");

        var explanation = golden.Explain((await DifferenceAsync(typeof(TidiesFirst), golden))!);

        Assert.Equal(
            """
            SweepInbox no longer goes the way of 1.0/sweep-inbox.swept: Non-deterministic workflow detected: as its call #0 the history has activity 'StartWaitingFiles', but the code now asks for activity 'RemoveLeftWork' there. Was the orchestrator changed while this instance was under way?
            Runs of version 1.0 that are under way when this is deployed would fail. Let them end the way they began:
              1. In SweepInbox keep the old steps for them: if (context.CompareVersionTo("1.1") < 0) <the old steps> else <the new ones>.
              2. In src/Functions/host.json set extensions.durableTask.defaultVersion to "1.1", once for all changes of a release.
              3. Record the new way beside the old one: HUB_RECORD_HISTORIES=1 dotnet test tests/EndToEnd --filter HistoryTests
            See docs/architecture.md, "Changing an orchestrator that is in flight".
            """,
            explanation);
    }

    [Fact]
    public async Task Doing_what_the_error_says_takes_old_runs_to_their_end() =>
        Assert.Null(await DifferenceAsync(typeof(TidiesFirstSinceVersion11), GoldenHistory.Find("1.0/sweep-inbox.swept")));

    [Fact]
    public void A_result_that_has_lost_a_member_is_named()
    {
        Assert.Equal(
            ["Published.Documents"],
            Lost(JsonNode.Parse("""{"Sessions":3,"Documents":7,"Refusal":null}""")!, JsonNode.Parse("""{"Sessions":3}""")!, "Published"));
    }

    private static IEnumerable<(string Name, bool IsOrchestrator, Type Input, Type Output)> Functions =>
        from method in typeof(ScheduleTick).Assembly.GetTypes().SelectMany(t => t.GetMethods())
        let name = method.GetCustomAttribute<FunctionAttribute>()?.Name
        where name is not null
        let trigger = method.GetParameters().FirstOrDefault(p => p.IsDefined(typeof(OrchestrationTriggerAttribute)) || p.IsDefined(typeof(ActivityTriggerAttribute)))
        where trigger is not null
        let isOrchestrator = trigger.IsDefined(typeof(OrchestrationTriggerAttribute))
        select (name, isOrchestrator, isOrchestrator ? method.GetParameters()[^1].ParameterType : trigger.ParameterType,
            method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : method.ReturnType);

    /// <summary>The input of a run and the results of its activities, with the types that the code of today reads them as.</summary>
    private static IEnumerable<(string What, string Json, Type Type)> Carried(GoldenHistory golden)
    {
        var functions = Functions.ToDictionary(f => f.Name);
        var activities = golden.Events.Where(e => (string?)e["type"] == "TaskScheduled").ToDictionary(e => (int)e["id"]!, e => (string)e["name"]!);
        if (JsonNode.Parse(golden.Json)!["input"] is { } input)
            yield return ("its input", (string)input!, functions[golden.History.Orchestrator].Input);
        foreach (var completed in golden.Events.Where(e => (string?)e["type"] == "TaskCompleted" && e["result"] is not null))
            if (functions.TryGetValue(activities[(int)completed["id"]!], out var activity))
                yield return ($"the result of {activity.Name}", (string)completed["result"]!, activity.Output);
    }

    private static JsonNode Reread(string json, Type type)
    {
        var value = Serializer.Deserialize(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)), type, default);
        return JsonNode.Parse(Serializer.Serialize(value, type).ToString())!;
    }

    private static IEnumerable<string> Lost(JsonNode written, JsonNode? read, string where) => written switch
    {
        JsonObject members => members.Where(m => m.Value is not null).SelectMany(m => Lost(m.Value!, (read as JsonObject)?[m.Key], $"{where}.{m.Key}")),
        JsonArray items => items.SelectMany((item, i) => Lost(item!, (read as JsonArray)?.ElementAtOrDefault(i), $"{where}[{i}]")),
        _ => JsonNode.DeepEquals(written, read) ? [] : [where],
    };

    private static async Task<string?> DifferenceAsync(Type changed, GoldenHistory golden)
    {
        await using var app = await TestApp.StartAsync([changed]);
        return app.Services.GetRequiredService<SqliteTaskHub>().DifferenceOnReplay(golden.History);
    }

    private static class TidiesFirst
    {
        [Function(nameof(SweepInbox))]
        public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SweepInbox.Input input)
        {
            await context.CallActivityAsync(nameof(SweepInbox.RemoveLeftWork), input.Authority);
            return await context.CallActivityAsync<int>(nameof(SweepInbox.StartWaitingFiles), input.Authority);
        }
    }

    private static class TidiesFirstSinceVersion11
    {
        [Function(nameof(SweepInbox))]
        public static Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SweepInbox.Input input) =>
            context.CompareVersionTo("1.1") < 0 ? SweepInbox.RunAsync(context, input) : TidiesFirst.RunAsync(context, input);
    }
}
