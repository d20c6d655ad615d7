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
            && ((Total().IsMatch(first) && others.All(other => Figure().IsMatch(other))) || (others.Length == 0 && (Imprint().IsMatch(first) || (Note().IsMatch(first) && !When().IsMatch(first)))));
    }

    /// <summary>True for the words with which a letter ends: below them stand names.</summary>
    public static bool Ends(string text) => text.Length <= 60 && Closing().IsMatch(text);

    [GeneratedRegex(@"^((many |with )?thanks?( you)?( (very much|again|so much))?|(kind |best |warm |kindest )?regards|best wishes|all the best|cheers|yours (sincerely|faithfully)|sent from my \w+)[\s,.!]*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Closing();

    // Who made the list and when, how to reach them, which page it is.
    [GeneratedRegex(
        @"^(page [0-9]{1,4}( of [0-9]{1,4})?|(last |date )?(updated|printed|revised|reviewed|amended|issued|correct as (at|of))( on| at|:)? *[0-9a-z ,./:-]{4,40}|(produced|prepared|compiled|created|issued|updated|printed) by\b.{0,80}|version:? ?[0-9.v]{1,8}|v[0-9.]{1,6}|(tel|telephone|phone|email|e-mail|web|website|facebook|twitter|instagram)\b ?:? ?.{0,100}|(https?://|www\.)\S{1,200}|\S{1,80}@\S{1,80}|©.{0,100}|(key|legend)\b ?:.{0,200}|(please )?bring .{0,100}|we look forward .{0,100}|end of (list|timetable|document))$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Imprint();

    [GeneratedRegex(@"^((grand |sub-?)?totals?( (number of )?(sessions|activities|hours|rows|events|groups|classes))?|(number|no\.?|count) of (sessions|activities|events|groups|classes|rows))\s?[:=]?\s?[0-9]{0,6}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Total();

    [GeneratedRegex("^£?[0-9.,:]{1,12}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Figure();

    [GeneratedRegex(@"^(\*|†|nb\b|n\.b\.|note\b|notes\b|please\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Note();

    // Whatever may limit, move or cancel a session stays a finding.
    [GeneratedRegex(
        @"[0-9]|day|week|month|fortnight|altern|other|odd|even|term|holiday|break|clos|cancel|postpone|not |no |only|except|until|from|start|finish|end|change|instead|moved|venue|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex When();
}
