using System.Globalization;
using System.Text.RegularExpressions;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>
/// In which order a file writes day and month, by all of its dates together: 12/14/2026 can only be American, and then 12/07/2026
/// above it is too. UK order holds where nothing speaks against it.
/// </summary>
internal sealed partial class DateOrder
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;

    private bool _hasDayFirst;
    private bool _hasMonthFirst;

    /// <summary>True when every date that tells has the month first.</summary>
    public bool IsMonthFirst => _hasMonthFirst && !_hasDayFirst;

    /// <summary>True when some dates can only have the month first and others only the day.</summary>
    public bool IsUnclear => _hasMonthFirst && _hasDayFirst;

    /// <summary>Takes a heading such as "Date (MM/DD/YYYY)" as evidence.</summary>
    public void HeadedBy(string heading)
    {
        _hasMonthFirst |= heading.Contains("mm/dd", StringComparison.OrdinalIgnoreCase);
        _hasDayFirst |= heading.Contains("dd/mm", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Takes a cell of a column of dates as evidence.</summary>
    public void Note(string text)
    {
        if (!MayHoldDate(text))
            return;
        foreach (Match match in Numeric().Matches(text))
        {
            var (first, second) = Parts(match);
            _hasDayFirst |= first is > 12 and <= 31 && second is >= 1 and <= 12;
            _hasMonthFirst |= first is >= 1 and <= 12 && second is > 12 and <= 31;
        }
    }

    /// <summary>The text with American dates in words, "7 December 2026"; anything else as it stands.</summary>
    public string InWords(string text) => IsMonthFirst && MayHoldDate(text)
        ? Numeric().Replace(text, m => Parts(m) is ( >= 1 and <= 12, >= 1 and <= 31) and var (month, day)
            ? string.Create(CultureInfo.InvariantCulture, $"{day} {Months[month - 1]}{(m.Groups["y"].Success ? " " + Year(m.Groups["y"].Value) : "")}")
            : m.Value)
        : text;

    /// <summary>The date in a text that could be either of two in a file that writes both ways; null when there is none.</summary>
    public (string Date, string Question)? DoubtIn(string text)
    {
        if (!IsUnclear || !MayHoldDate(text))
            return null;
        foreach (Match match in Numeric().Matches(text))
        {
            if (Parts(match) is ( >= 1 and <= 12, >= 1 and <= 12) and var (first, second) && first != second)
                return (match.Value, $"{first} {Months[second - 1]} or {second} {Months[first - 1]}");
        }

        return null;
    }

    private static bool MayHoldDate(string text) => text.Length is >= 4 and <= 500 && text.AsSpan().ContainsAny('/', '-');

    private static (int First, int Second) Parts(Match match) =>
        (int.Parse(match.Groups["a"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["b"].Value, CultureInfo.InvariantCulture));

    private static string Year(string written) => written.Length == 2 ? "20" + written : written;

    // 12/14/2026, 12-14-26 and 12/14; "10-12" is no date and "1/2 term" none of these.
    [GeneratedRegex(@"(?<![0-9/.:-])(?<a>[0-9]{1,2})(?:/(?<b>[0-9]{1,2})(?:/(?<y>[0-9]{4}|[0-9]{2}))?|-(?<b>[0-9]{1,2})-(?<y>[0-9]{4}|[0-9]{2}))(?![0-9/.:-][0-9]|[0-9]|\s*(?:term|price|hours?|years?|yrs?|months?)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Numeric();
}
