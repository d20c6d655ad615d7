using System.Globalization;
using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>
/// A month's calendar is a grid with the days' numbers above its cells, or in them: what stands below "Tue" and "1" takes place on that date,
/// and not every Tuesday.
/// </summary>
/// <param name="captions">What stands above the table, where the month is named.</param>
internal sealed partial class MonthCalendar(IReadOnlyList<string> captions)
{
    private string? _month = captions.FirstOrDefault(NamesMonth);
    private Dictionary<string, string>? _numbers;

    /// <summary>The row without the numbers in it; null when it holds nothing else.</summary>
    public TableRow? Read(TableRow row, TablePlan plan)
    {
        if (LoneText.Of(row) is { } lone && NamesMonth(lone))
        {
            (_month, _numbers) = (lone, []);
            return null;
        }

        var filled = Enumerable.Range(0, Math.Min(row.Cells.Length, plan.Columns.Length)).Where(i => plan.Columns[i].Kind == HeadingKind.Weekday && row[i].Length > 0).ToArray();
        if (DaysInCells(row, plan, filled) is { Count: > 0 } days)
        {
            _numbers = days.ToDictionary(d => GridRows.ColumnLetter(d.Key), d => d.Value.ToString(CultureInfo.InvariantCulture));
            return new(row.Number, [.. row.Cells.Select((cell, i) => days.ContainsKey(i) ? DayThenText().Replace(row[i], "") : cell)]) { FromAbove = row.FromAbove, FromLeft = row.FromLeft };
        }

        if (filled.Length == 0 || (filled.Length == 1 && _numbers is null) || !Array.TrueForAll(filled, i => NumberIn(row[i]) > 0) || !IsAscending(filled.Select(i => NumberIn(row[i]))))
            return row;
        _numbers = filled.ToDictionary(GridRows.ColumnLetter, i => NumberIn(row[i]).ToString(CultureInfo.InvariantCulture));
        var rest = new TableRow(row.Number, [.. row.Cells.Select((cell, i) => filled.Contains(i) ? WithoutNumber(row[i]) : cell)]) { FromAbove = row.FromAbove, FromLeft = row.FromLeft };
        return filled.Any(i => rest[i].Length > 0) ? rest : null;
    }

    /// <summary>The item with the date that its column has in this week; what has none is asked about.</summary>
    public ReadItem Dated(ReadItem item)
    {
        if (_numbers is null || item is not TextRow { Cells: FieldCells cells, Place.Column: { } column })
            return item;
        if (_month is null || !_numbers.TryGetValue(column, out var number))
        {
            return new RowDamage(
                "month-not-known", cells.Find(TimetableField.Cell) ?? "",
                "This looks like a month's calendar, but we cannot tell the date. Write the month and year above it, like December 2026, and the day's number above the cell.").At(item.Place);
        }

        cells.Set(TimetableField.Dates, $"{number} {_month}");
        return item;
    }

    // "1 Yoga 10-11am", "Thu 17 Craft", "7th Stay & Play": a number before words is a day of the month where the weekday above it says so too.
    private Dictionary<int, int> DaysInCells(TableRow row, TablePlan plan, int[] filled)
    {
        var days = filled.Select(i => (Column: i, Day: DayThenText().Match(row[i]) is { Success: true } match ? int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture) : 0)).Where(d => d.Day > 0).ToDictionary(d => d.Column, d => d.Day);
        if (days.Count == 0)
            return days;
        var isOfMonth = _month is not null && days.All(d => IsDayOfMonth(d.Value, plan.Headings[d.Key]));
        var runsAlong = days.Count > 1 && days.Select(d => d.Value - Shapes.WeekdayOf(plan.Headings[d.Key])).Distinct().Count() == 1;
        return isOfMonth || runsAlong ? days : [];
    }

    private bool IsDayOfMonth(int day, string weekday) =>
        DateTime.TryParse($"{day} {_month!.Replace("Sept ", "Sep ", StringComparison.OrdinalIgnoreCase)}", CultureInfo.GetCultureInfo("en-GB"), out var date) && (((int)date.DayOfWeek + 6) % 7) == Shapes.WeekdayOf(weekday);

    private static bool NamesMonth(string text) => text.Length <= 40 && Month().IsMatch(text);

    private static bool IsAscending(IEnumerable<int> numbers) => numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second);

    private static int NumberIn(string cell) => Number().Match(cell) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static string WithoutNumber(string cell) => Number().Replace(cell, "");

    [GeneratedRegex(@"^(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\s+20[0-9]{2}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Month();

    [GeneratedRegex(@"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+)?(?<day>[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?:/[0-9]{1,2}|\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)?(?:\s?[-–—:.])?[ \t]+(?=\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DayThenText();

    [GeneratedRegex(@"^([1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?:\n+|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
