using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>Rows between the sessions that are none and limit none: totals, and notes that say nothing of when.</summary>
internal static partial class Remarks
{
    private const int LongestNote = 500;

    /// <summary>True for a row that nobody needs to be told of.</summary>
    public static bool Holds(TableRow row)
    {
        var texts = row.Cells.Where(cell => !string.IsNullOrWhiteSpace(cell)).Select(cell => cell.Trim()).Distinct(StringComparer.Ordinal).Take(row.Cells.Length).ToArray();
        return texts is [var first, .. var others] && first.Length <= LongestNote
            && ((Total().IsMatch(first) && others.All(other => Figure().IsMatch(other))) || (others.Length == 0 && Note().IsMatch(first) && !When().IsMatch(first)));
    }

    [GeneratedRegex(@"^(grand |sub-?)?totals?( (number of )?(sessions|activities|hours|rows))?\s?[:=]?\s?[0-9]{0,6}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Total();

    [GeneratedRegex("^£?[0-9.,:]{1,12}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Figure();

    [GeneratedRegex(@"^(\*|†|nb\b|n\.b\.|note\b|notes\b|please\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Note();

    // Whatever may limit, move or cancel a session stays a finding.
    [GeneratedRegex(
        @"[0-9]|day|week|month|term|holiday|break|clos|cancel|postpone|not |no |only|except|until|from|start|finish|end|change|instead|moved|venue|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex When();
}
