using HubAutomation.Shared.Platform.Files;
namespace HubAutomation.Shared.Timetables.Reading.Tables;

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

    /// <summary>Columns read as they stand, for the fast path of row-per-session tables.</summary>
    public IReadOnlyList<(int Column, TimetableField Field)> Fields { get; } =
        [.. Columns.Select((m, i) => (Column: i, m)).Where(x => x.m.Kind == HeadingKind.Field).Select(x => (x.Column, x.m.Field))];

    /// <summary>Columns whose meaning takes more than a look at the heading.</summary>
    public IReadOnlyList<(int Column, HeadingKind Kind)> Special { get; } =
        [.. Columns.Select((m, i) => (Column: i, m.Kind)).Where(x => x.Kind is HeadingKind.When or HeadingKind.Frequency or HeadingKind.WeekCommencing)];

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
