using System.Globalization;
using Microsoft.DurableTask;

namespace HubAutomation.Testing.Engine;

/// <summary>
/// Orchestrations of every kind, to be disturbed in every way. Each collects what its activities and events gave it, so that anything
/// lost or doubled on the way shows in its output.
/// </summary>
internal static class MixedLoad
{
    private const int NotesPerRound = 4;

    /// <summary>The kinds that need nobody from outside to go on.</summary>
    private static readonly string[] SelfContained = ["Sequence", "FanOut", "Timers", "Family", "Rounds", "Retry"];

    /// <param name="tasks">Where to register.</param>
    /// <param name="leaveMark">What an activity does: leaves a mark.</param>
    public static void Add(DurableTaskRegistry tasks, Action<Mark> leaveMark)
    {
        tasks
            .AddOrchestratorFunc<int, string>("Sequence", SequenceAsync)
            .AddOrchestratorFunc<int, string>("FanOut", FanOutAsync)
            .AddOrchestratorFunc<int, string>("Timers", TimersAsync)
            .AddOrchestratorFunc<int, string>("Family", FamilyAsync)
            .AddOrchestratorFunc<int[], string>("Rounds", RoundsAsync)
            .AddOrchestratorFunc<int, string>("Retry", RetryAsync)
            .AddOrchestratorFunc<int[], string>("Collect", CollectAsync)
            .AddOrchestratorFunc<double, string>("Approval", ApprovalAsync)
            .AddOrchestratorFunc<int, string>("Open", OpenAsync)
            .AddOrchestratorFunc<int, string>("Mixed", MixedAsync)
            .AddActivityFunc<Step, int>("Mark", (context, step) => Leave(context, step))
            .AddActivityFunc<Step, int>("Slow", async (context, step) =>
            {
                await Task.Delay(10);
                return Leave(context, step);
            })
            .AddActivityFunc<Step>("Fail", (context, step) =>
            {
                Leave(context, step);
                throw new InvalidOperationException("as always");
            });

        int Leave(TaskActivityContext context, Step step)
        {
            leaveMark(new Mark(context.InstanceId, $"{step.Name}-{Text(step.Number)}", step.Due));
            return step.Number;
        }
    }

    /// <summary>What an instance of a kind that needs nobody gives, whatever happened on the way.</summary>
    public static string Expected(string kind, int size) => kind switch
    {
        "Timers" => $"{Numbers(size)} early 0",
        "Family" => string.Join(" | ", Enumerable.Repeat(Numbers(size), size)),
        "Retry" => $"gave up after the policy's tries, and after {Text(size)} of the handler's",
        "Mixed" => string.Join(" / ", [.. SelfContained.Select(child => Expected(child, size)), Text(size)]),
        _ => Numbers(size),
    };

    /// <summary>The marks that must be there once an instance of a kind has ended, each with the instance that left it.</summary>
    public static IEnumerable<Mark> Effects(string kind, int size, string id) => kind switch
    {
        "Sequence" => Marks(id, "step", size),
        "FanOut" => Marks(id, "fan", size),
        "Timers" => Marks(id, "timer", size),
        "Family" => Enumerable.Range(0, size).SelectMany(child => Effects("Sequence", size, $"{id}:{Text(child)}")),
        "Rounds" => Marks(id, "round", size),
        "Retry" => Marks(id, "try", 2),
        "Mixed" => SelfContained.SelectMany(child => Effects(child, size, $"{id}:{child}")),
        "Collect" => Marks(id, "note", size),
        "Escalation" => Marks(id, "escalated", 1),
        _ => [],
    };

    /// <summary>The input with which a kind starts.</summary>
    public static object Input(string kind, int size) => kind == "Rounds" ? new[] { size } : size;

    /// <summary>The numbers below one, as outputs have them.</summary>
    public static string Numbers(int count) => Joined(Enumerable.Range(0, count));

    private static async Task<string> SequenceAsync(TaskOrchestrationContext context, int size)
    {
        var results = new List<int>();
        for (var number = 0; number < size; number++)
        {
            results.Add(await context.CallActivityAsync<int>(number % 2 == 0 ? "Mark" : "Slow", new Step("step", number)));
        }

        return Joined(results);
    }

    private static async Task<string> FanOutAsync(TaskOrchestrationContext context, int size) => Joined(
        await Task.WhenAll(Enumerable.Range(0, size).Select(number => context.CallActivityAsync<int>("Mark", new Step("fan", number)))));

    private static async Task<string> TimersAsync(TaskOrchestrationContext context, int size)
    {
        var (results, early) = (new List<int>(), 0);
        for (var number = 0; number < size; number++)
        {
            var due = context.CurrentUtcDateTime.AddMilliseconds(20 * number);
            await context.CreateTimer(due, CancellationToken.None);
            early += context.CurrentUtcDateTime < due ? 1 : 0;
            results.Add(await context.CallActivityAsync<int>("Mark", new Step("timer", number, due)));
        }

        return $"{Joined(results)} early {Text(early)}";
    }

    private static async Task<string> FamilyAsync(TaskOrchestrationContext context, int size) => string.Join(
        " | ",
        await Task.WhenAll(Enumerable.Range(0, size).Select(number =>
            context.CallSubOrchestratorAsync<string>("Sequence", size, Child(context, Text(number))))));

    /// <summary>Continues as new for each number; the input is how many there are to be, and those it has had.</summary>
    private static async Task<string> RoundsAsync(TaskOrchestrationContext context, int[] state)
    {
        if (state.Length > state[0])
        {
            return Joined(state.Skip(1));
        }

        var number = await context.CallActivityAsync<int>("Mark", new Step("round", state.Length - 1));
        context.ContinueAsNew((int[])[.. state, number]);
        return string.Empty;
    }

    private static async Task<string> RetryAsync(TaskOrchestrationContext context, int size)
    {
        var policy = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMilliseconds(5), backoffCoefficient: 2));
        var byPolicy = await GivesUpAsync(context.CallActivityAsync("Fail", new Step("try", 0), policy));
        var tries = 0;
        var handler = TaskOptions.FromRetryHandler(retry =>
        {
            tries = retry.LastAttemptNumber;
            return tries < size;
        });
        var byHandler = await GivesUpAsync(context.CallActivityAsync("Fail", new Step("try", 1), handler));
        return byPolicy && byHandler ? $"gave up after the policy's tries, and after {Text(tries)} of the handler's" : "did not fail";
    }

    private static async Task<bool> GivesUpAsync(Task call)
    {
        try
        {
            await call;
            return false;
        }
        catch (TaskFailedException)
        {
            return true;
        }
    }

    /// <summary>
    /// Collects notes until it has been told by a negative one how many different ones there are and has them all, and continues as new
    /// after every few. The last one may come before others: a worker sends those that nobody has waited for to the instance anew.
    /// </summary>
    private static async Task<string> CollectAsync(TaskOrchestrationContext context, int[] notes)
    {
        for (var count = 0; count < NotesPerRound; count++)
        {
            var note = await context.WaitForExternalEvent<int>("Note");
            notes = [.. notes, note < 0 ? note : await context.CallActivityAsync<int>("Mark", new Step("note", note))];
            if (notes.Where(known => known >= 0).Distinct().Count() == -notes.Min())
            {
                return Joined(notes.Where(known => known >= 0).Order());
            }
        }

        context.ContinueAsNew(notes);
        return string.Empty;
    }

    /// <summary>Waits so many seconds for a person's approval, then for somebody else's decision.</summary>
    private static async Task<string> ApprovalAsync(TaskOrchestrationContext context, double patience)
    {
        using var cancel = new CancellationTokenSource();
        var approval = context.WaitForExternalEvent<string>("Approval");
        var timeout = context.CreateTimer(TimeSpan.FromSeconds(patience), cancel.Token);
        if (await Task.WhenAny(approval, timeout) == approval)
        {
            cancel.Cancel();
            return $"approved by {await approval}";
        }

        await context.CallActivityAsync<int>("Mark", new Step("escalated", 0));
        return $"decided by {await context.WaitForExternalEvent<string>("Decision")}";
    }

    /// <summary>Waits for something that never comes, with so many children that do the same.</summary>
    private static async Task<string> OpenAsync(TaskOrchestrationContext context, int children)
    {
        var waits = Enumerable.Range(0, children)
            .Select(number => context.CallSubOrchestratorAsync<string>("Open", 0, Child(context, Text(number))));
        return await await Task.WhenAny([.. waits, context.WaitForExternalEvent<string>("Never")]);
    }

    /// <summary>All kinds that need nobody, at once.</summary>
    private static async Task<string> MixedAsync(TaskOrchestrationContext context, int size)
    {
        var children = await Task.WhenAll(SelfContained.Select(kind =>
            context.CallSubOrchestratorAsync<string>(kind, Input(kind, size), Child(context, kind))));
        context.SendEvent(context.InstanceId, "Note", size);
        var noted = await context.WaitForExternalEvent<int>("Note");
        return string.Join(" / ", [.. children, Text(noted)]);
    }

    private static IEnumerable<Mark> Marks(string id, string name, int count) =>
        Enumerable.Range(0, count).Select(number => new Mark(id, $"{name}-{Text(number)}"));

    private static SubOrchestrationOptions Child(TaskOrchestrationContext context, string name) =>
        new(instanceId: $"{context.InstanceId}:{name}");

    private static string Joined(IEnumerable<int> numbers) => string.Join(' ', numbers.Select(Text));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The input of an activity.</summary>
    internal sealed record Step(string Name, int Number, DateTime? Due = null);
}

/// <summary>What an activity leaves behind.</summary>
/// <param name="Instance">The instance that called it.</param>
/// <param name="Call">Which of its calls.</param>
/// <param name="Due">When the timer was due that had fired before the call, in UTC.</param>
internal sealed record Mark(string Instance, string Call, DateTime? Due = null);
