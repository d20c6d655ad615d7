using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.Columns;

/// <summary>How to read one table: where its headings stand and what each column says.</summary>
/// <param name="HeadingRow">The heading row's number.</param>
/// <param name="Headings">The headings, tidied, by column.</param>
/// <param name="Columns">What each column says, by column.</param>
/// <param name="Unknown">Headings that mean nothing to the hub, or a field that another column already says.</param>
/// <param name="Personal">Headings of people's details.</param>
internal sealed record TablePlan(
    int HeadingRow, string[] Headings, HeadingMeaning[] Columns, IReadOnlyList<string> Unknown, IReadOnlyList<string> Personal)
{
    /// <summary>True when days head the columns, so that every cell below is a session.</summary>
    public bool IsGrid { get; init; }

    /// <summary>
    /// What stands in the corner of a grid, left of the days and over the times, when it is no heading of a column: "Kingsway", "From January".
    /// It holds for the whole grid. Null for none.
    /// </summary>
    public string? Corner => !IsGrid ? null
        : Headings.Where((h, i) => h.Length > 0 && Columns[i].Kind == HeadingKind.Unknown && i < FirstDay).FirstOrDefault();

    /// <summary>The first column of a grid below a day.</summary>
    public int FirstDay => Array.FindIndex(Columns, c => c.Kind is HeadingKind.Weekday or HeadingKind.PartOfDay);

    /// <summary>Columns read as they stand, for the fast path of row-per-session tables.</summary>
    public IReadOnlyList<(int Column, TimetableField Field)> Fields { get; } =
        [.. Columns.Select((m, i) => (Column: i, m)).Where(x => x.m.Kind == HeadingKind.Field).Select(x => (x.Column, x.m.Field))];

    /// <summary>Columns whose meaning takes more than a look at the heading.</summary>
    public IReadOnlyList<(int Column, HeadingKind Kind)> Special { get; } =
        [.. Columns.Select((m, i) => (Column: i, m.Kind)).Where(x => x.Kind is HeadingKind.When or HeadingKind.Frequency or HeadingKind.WeekCommencing)];

    /// <summary>Columns that may hold dates.</summary>
    public IEnumerable<int> DateColumns => Enumerable.Range(0, Columns.Length).Where(i => Columns[i] switch
    {
        { Kind: HeadingKind.When or HeadingKind.WeekCommencing } => true,
        { Kind: HeadingKind.Field, Field: var says } => MayHoldDates(says),
        _ => false,
    });

    /// <summary>Columns left of the sessions' names that may say something for a group of rows: a day, a place.</summary>
    public IEnumerable<int> GroupColumns
    {
        get
        {
            var title = Array.FindIndex(Columns, c => c is { Kind: HeadingKind.Field, Field: TimetableField.Title });
            return Enumerable.Range(0, Math.Max(0, title)).Where(i => Columns[i] is { Kind: HeadingKind.Field, Field: TimetableField.Day or TimetableField.Dates or TimetableField.Venue });
        }
    }

    /// <summary>Columns that are not read, with the names that a partner finds them by.</summary>
    public IReadOnlyList<(int Column, string Name)> Unread { get; init; } =
        [.. Headings.Select((h, i) => (i, h)).Where(x => x.h.Length > 0 && Columns[x.i].Kind == HeadingKind.Unknown)];

    /// <summary>What the headings of columns say besides their subject, by column.</summary>
    public IReadOnlyList<(int Column, string Words)> Limits { get; } =
        [.. Headings.Select((h, i) => (Column: i, Words: HeadingLimits.Of(h, Columns[i])!)).Where(x => x.Words is not null)];

    /// <summary>True when a column says what the session is called.</summary>
    public bool HasTitle => IsGrid || Columns.Any(c => c is { Kind: HeadingKind.Field, Field: TimetableField.Title or TimetableField.Cell });

    /// <summary>True for a field in which dates may stand.</summary>
    public static bool MayHoldDates(TimetableField field) =>
        field is TimetableField.Day or TimetableField.Dates or TimetableField.DateFrom or TimetableField.DateTo or TimetableField.Start or TimetableField.End or TimetableField.Except;

    /// <summary>True when the row repeats the headings, as at the top of each printed page.</summary>
    public bool IsRepeatedBy(TableRow row)
    {
        var seen = false;
        for (var i = 0; i < Headings.Length; i++)
        {
            if (Headings[i].Length > 0 && !string.Equals(row[i].Replace('\n', ' '), Headings[i], StringComparison.OrdinalIgnoreCase))
                return false;
            seen |= Headings[i].Length > 0;
        }

        return seen;
    }
}
