using System.Globalization;
using System.Text.Json;

namespace HubAutomation.Testing.Engine;

/// <summary>An instance of the load: what is done to it from outside, each when the one before was acknowledged, and what must come of it.</summary>
/// <param name="Id">Its instance id.</param>
/// <param name="Commands">Verb and values. One of them waits for its end.</param>
/// <param name="Expected">Status and output.</param>
/// <param name="Effects">The marks that it must leave.</param>
internal sealed record Case(string Id, IReadOnlyList<string[]> Commands, string Expected, IEnumerable<Mark> Effects)
{
    private const double ThirtyDays = 2_592_000;

    private static readonly string[] Kinds =
        ["Sequence", "FanOut", "Timers", "Family", "Rounds", "Retry", "Collect", "Approval", "Escalation", "Paused", "Open", "Mixed"];

    /// <summary>How many kinds there are; as many cases in a row have one of each.</summary>
    public static int KindCount => Kinds.Length;

    /// <summary>The notes that are sent to it, in order.</summary>
    public IReadOnlyList<string[]> Notes => [.. Commands.Where(command => command is ["raise", _, "Note", [not '-', ..]])];

    /// <summary>Whether it is left in the hub after its end; the others are purged.</summary>
    public bool IsKept => Commands[^1][0] == "watch";

    /// <summary>
    /// The case of a number: always the same one. Nine of ten are purged when they have ended, but none whose children may end after it.
    /// </summary>
    public static Case Of(int number)
    {
        var kind = Kinds[number % Kinds.Length];
        var made = Make(kind, 2 + (number / Kinds.Length % 4), string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}"));
        return number % 10 == 0 || kind == "Open" ? made : made with { Commands = [.. made.Commands, ["purge", made.Id]] };
    }

    private static Case Make(string kind, int size, string id) => kind switch
    {
        "Collect" => Make(
            kind, size, id, Start(kind, id, Array.Empty<int>()), [.. Enumerable.Range(0, size).Select(note => Raise(id, "Note", note)), Raise(id, "Note", -size)],
            $"Completed {MixedLoad.Numbers(size)}"),
        "Approval" => Make(
            kind, size, id, Start(kind, id, ThirtyDays), [Raise(id, "Approval", "the manager")], "Completed approved by the manager"),
        "Escalation" => Make(
            kind, size, id, Start("Approval", id, 0.1), [Raise(id, "Decision", "the director")], "Completed decided by the director"),
        "Paused" => Make(
            "Timers", size, id, Start("Timers", id, size), [["suspend", id], ["resume", id]], $"Completed {MixedLoad.Expected("Timers", size)}"),
        "Open" => Make(kind, size, id, Start(kind, id, size - 2), [["terminate", id, "called off"]], "Terminated called off"),
        _ => Make(kind, size, id, Start(kind, id, MixedLoad.Input(kind, size)), [], $"Completed {MixedLoad.Expected(kind, size)}"),
    };

    private static Case Make(string kind, int size, string id, string[] start, IEnumerable<string[]> commands, string expected) =>
        new(id, [start, .. commands, ["watch", id]], expected, MixedLoad.Effects(kind, size, id));

    private static string[] Start(string kind, string id, object input) => ["start", kind, id, JsonSerializer.Serialize(input)];

    private static string[] Raise(string id, string name, object payload) => ["raise", id, name, JsonSerializer.Serialize(payload)];
}
