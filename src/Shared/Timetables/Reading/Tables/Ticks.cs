using System.Collections.Frozen;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Columns;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>
/// Reads the marks of a grid whose rows are named: below a day stands whether the row's session takes place on it. A cross is a no beside a tick,
/// and a yes where crosses are all that the table has; where neither shows, it is asked about.
/// </summary>
internal static class Ticks
{
    /// <summary>How a yes is handed on, however it was written.</summary>
    public const string Yes = "✓";

    private const int LongestMark = 16;

    private static readonly FrozenSet<string> Ayes = FrozenSet.ToFrozenSet(
        ["yes", "y", "true", "1", "✓", "✔", "☑", "√", "✅", "•", "●", "■", "★", "*", "on", "open", "running", "weekly", "every week", "each week"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Noes = FrozenSet.ToFrozenSet(
        ["no", "n", "false", "0", "-", "–", "—", "n/a", "na", "none", "nil", "not on", "off", "☐", "❌", "🗙", "not running"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Crosses = FrozenSet.ToFrozenSet(["x", "✗", "✘", "×", "☒"], StringComparer.OrdinalIgnoreCase);

    /// <summary>True for a mark that can only be a yes.</summary>
    public static bool IsYes(string text) => text.Length <= LongestMark && Ayes.Contains(Bare(text));

    /// <summary>True for a mark that can only be a no.</summary>
    public static bool IsNo(string text) => text.Length <= LongestMark && Noes.Contains(Bare(text));

    /// <summary>True for a cross.</summary>
    public static bool IsCross(string text) => text.Length <= LongestMark && Crosses.Contains(Bare(text));

    /// <summary>The cell: <see cref="Yes"/>, empty for a no, or as it stands for anything else.</summary>
    /// <param name="text">What stands below the day.</param>
    /// <param name="row">The row.</param>
    /// <param name="plan">What its columns say.</param>
    /// <param name="tableHasTicks">True when ticks stand anywhere in the table.</param>
    public static string Say(string text, TableRow row, TablePlan plan, bool tableHasTicks)
    {
        if (text.Length > LongestMark)
            return text;
        if (IsYes(text))
            return Yes;
        if (IsNo(text))
            return "";
        if (!IsCross(text))
            return text;
        var hasTick = Enumerable.Range(0, plan.Columns.Length).Any(i => plan.Columns[i].Kind == HeadingKind.Weekday && IsYes(row[i]));
        return hasTick ? "" : tableHasTicks || !Bare(text).Equals("x", StringComparison.OrdinalIgnoreCase) ? text : Yes;
    }

    private static string Bare(string text) => text.Trim(' ', '.', '!');
}
