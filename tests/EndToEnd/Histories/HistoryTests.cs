using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core.Serialization;
using HubAutomation.EndToEnd.Returns;
using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Timetables;
using HubAutomation.Testing.Hub;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.EndToEnd.Histories;

/// <summary>
/// What is under way survives a deployment: recorded runs of every workflow are replayed against the code of today.
/// </summary>
public sealed class HistoryTests
{
    private static readonly JsonObjectSerializer Serializer = new(new JsonSerializerOptions { PropertyNameCaseInsensitive = true });

    public static TheoryData<string> Recorded => [.. GoldenHistory.All().Select(history => history.Name)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_run_that_is_under_way_goes_on_with_the_code_of_today(string name)
    {
        var golden = GoldenHistory.Find(name);

        var difference = Replay.Difference(golden.History, Orchestrators[golden.History.Orchestrator]);

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

        // The worker replays every run at every turn here, which finds what an orchestrator does not do the same twice.
        await using var hub = await Hub.StartAsync(seed.FullName, null, "--no-extended-sessions");

        var ways = await new Ways(hub).GoAsync();

        Assert.All(ways, way => Assert.Null(Replay.Difference(way.History, Orchestrators[way.History.Orchestrator])));
        if (Environment.GetEnvironmentVariable(GoldenHistory.RecordVariable) == "1")
            ways.ToList().ForEach(way => GoldenHistory.Keep(way.Name, Anonymous.History(way.History.ToJson())));
        var missing = ways.Select(way => way.Name).Except(GoldenHistory.All().Select(golden => golden.Name)).ToList();
        Assert.True(missing.Count == 0, $"Not recorded yet: {string.Join(", ", missing)}. Run this test with {GoldenHistory.RecordVariable}=1, look at the files, and keep them.");
        seed.Delete(recursive: true);
    }

    [Fact]
    public void A_changed_orchestrator_is_an_error_that_says_how_to_version_it()
    {
        var golden = GoldenHistory.Find("1.0/sweep-inbox.swept");

        var explanation = golden.Explain(Replay.Difference(golden.History, Orchestrator(TidiesFirst))!);

        Assert.Equal(
            """
            SweepInbox no longer goes the way of 1.0/sweep-inbox.swept: as its call #0 the history has activity 'StartWaitingFiles', but the code now asks for activity 'RemoveLeftWork' there. Was the orchestrator changed while runs of it are under way?
            Runs of version 1.0 that are under way when this is deployed would fail. Let them end the way they began:
              1. In SweepInbox keep the old steps for them: if (context.CompareVersionTo("1.1") < 0) <the old steps> else <the new ones>.
              2. In src/Functions/host.json set extensions.durableTask.defaultVersion to "1.1", once for all changes of a release.
              3. Record the new way beside the old one: HUB_RECORD_HISTORIES=1 dotnet test tests/EndToEnd --filter HistoryTests
            See docs/architecture.md, "Changing an orchestrator that is in flight".
            """,
            explanation);
    }

    [Fact]
    public void Doing_what_the_error_says_takes_old_runs_to_their_end() =>
        Assert.Null(Replay.Difference(GoldenHistory.Find("1.0/sweep-inbox.swept").History, Orchestrator(TidiesFirstSinceVersion11)));

    [Fact]
    public void A_result_that_has_lost_a_member_is_named()
    {
        Assert.Equal(
            ["Published.Documents"],
            Lost(JsonNode.Parse("""{"Sessions":3,"Documents":7,"Refusal":null}""")!, JsonNode.Parse("""{"Sessions":3}""")!, "Published"));
    }

    private static IEnumerable<(string Name, MethodInfo Method, ParameterInfo Trigger)> Methods =>
        from method in typeof(ScheduleTick).Assembly.GetTypes().SelectMany(t => t.GetMethods())
        let name = method.GetCustomAttribute<FunctionAttribute>()?.Name
        where name is not null
        let trigger = method.GetParameters().FirstOrDefault(p => p.IsDefined(typeof(OrchestrationTriggerAttribute)) || p.IsDefined(typeof(ActivityTriggerAttribute)))
        where trigger is not null
        select (name, method, trigger);

    private static IEnumerable<(string Name, bool IsOrchestrator, Type Input, Type Output)> Functions =>
        from function in Methods
        let isOrchestrator = function.Trigger.IsDefined(typeof(OrchestrationTriggerAttribute))
        select (function.Name, isOrchestrator, isOrchestrator ? function.Method.GetParameters()[^1].ParameterType : function.Trigger.ParameterType,
            function.Method.ReturnType.IsGenericType ? function.Method.ReturnType.GetGenericArguments()[0] : function.Method.ReturnType);

    /// <summary>The input of a run and the results of its activities, with the types that the code of today reads them as.</summary>
    private static IEnumerable<(string What, string Json, Type Type)> Carried(GoldenHistory golden)
    {
        var functions = Functions.ToDictionary(f => f.Name);
        var activities = golden.History.Events.Where(e => e.TaskScheduled is not null).ToDictionary(e => e.EventId, e => e.TaskScheduled.Name);
        if (golden.History.Started.Input is { } input)
            yield return ("its input", input, functions[golden.History.Orchestrator].Input);
        foreach (var completed in golden.History.Events.Select(e => e.TaskCompleted).Where(completed => completed?.Result is not null))
            if (functions.TryGetValue(activities[completed.TaskScheduledId], out var activity))
                yield return ($"the result of {activity.Name}", completed.Result, activity.Output);
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

    private static readonly Dictionary<string, ITaskOrchestrator> Orchestrators = Methods
        .Where(f => f.Trigger.IsDefined(typeof(OrchestrationTriggerAttribute)))
        .ToDictionary(f => f.Name, ITaskOrchestrator (f) => new FunctionOrchestrator(f.Method));

    private static FunctionOrchestrator Orchestrator(Func<TaskOrchestrationContext, SweepInbox.Input, Task<int>> function) => new(function.Method);

    private static async Task<int> TidiesFirst(TaskOrchestrationContext context, SweepInbox.Input input)
    {
        await context.CallActivityAsync(nameof(SweepInbox.RemoveLeftWork), input.Authority);
        return await context.CallActivityAsync<int>(nameof(SweepInbox.StartWaitingFiles), input.Authority);
    }

    private static Task<int> TidiesFirstSinceVersion11(TaskOrchestrationContext context, SweepInbox.Input input) =>
        context.CompareVersionTo("1.1") < 0 ? SweepInbox.RunAsync(context, input) : TidiesFirst(context, input);

    /// <summary>An orchestrator function as the worker runs it.</summary>
    private sealed class FunctionOrchestrator(MethodInfo method) : ITaskOrchestrator
    {
        private bool TakesInput => method.GetParameters().Length > 1;

        public Type InputType => TakesInput ? method.GetParameters()[^1].ParameterType : typeof(object);

        public Type OutputType => typeof(object);

        public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
        {
            var running = (Task)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, TakesInput ? [context, input] : [context], null)!;
            await running;
            return running.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(running);
        }
    }
}
