using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Tables;
using HubAutomation.Shared.Timetables.Understanding;

namespace HubAutomation.Shared.Timetables.Reading.People;

/// <summary>Weighs what stands below the headings of a table that its headings alone do not give away.</summary>
/// <param name="plan">The headings with their meaning.</param>
/// <param name="headings">The headings, normalised, by column.</param>
/// <param name="rows">The first rows below them.</param>
internal sealed partial class PeopleTable(TablePlan plan, string[] headings, TableRow[] rows)
{
    /// <summary>True for rows of people: their names, and what only a list of people says of them.</summary>
    public bool ListsPeople => rows.Length > 0 && (
        Columns.Any(IsHonorific)
        || (Columns.Any(HoldsNames) && (SaysNoTime || HasAttendance || HasSingleAges || headings.Any(PeopleHeadings.IsSign) || RepeatsForEachName))
        || (HasAttendance && headings.Any(PeopleHeadings.IsSign))
        || (SaysNoTime && !plan.HasTitle && plan.Personal.Count > 0)
        || (SaysNoTime && plan.Personal.Count >= EnoughDetails));

    /// <summary>True when what should be the names of activities are names of people, and nobody has said that they are activities.</summary>
    public bool TitlesAreNames => Titles.Any(c => !headings[c].StartsWith("activit", StringComparison.Ordinal) && HoldsNames(c));

    /// <summary>True when at least half of the sessions are none for families: "Annual leave", "Case conference".</summary>
    public bool TitlesAreOfStaff => Titles.Any(c => Texts(c).ToArray() is { Length: > 1 } texts && texts.Count(NotForFamilies.Says) * 2 >= texts.Length);

    /// <summary>True when no column says when.</summary>
    public bool SaysNoTime => !plan.IsGrid && !Array.Exists(plan.Columns, c => c.Kind is HeadingKind.When or HeadingKind.WeekCommencing or HeadingKind.Frequency
        || c is { Kind: HeadingKind.Field, Field: TimetableField.Day or TimetableField.Dates or TimetableField.DateFrom or TimetableField.Time or TimetableField.Start });

    private const int EnoughDetails = 2;

    private const int EnoughMarks = 2;

    private IEnumerable<int> Columns => Enumerable.Range(0, headings.Length);

    private IEnumerable<int> Titles => Columns.Where(c => plan.Columns[c] is { Kind: HeadingKind.Field, Field: TimetableField.Title });

    // Days or dates across, and marks below them: who was there. In a grid without a column for the name the cells must have the names.
    private bool HasAttendance
    {
        get
        {
            var days = Columns.Where(c => plan.Columns[c].Kind == HeadingKind.Weekday || (plan.Columns[c].Kind == HeadingKind.Unknown && IsOccasion(headings[c], plan.Headings[c]))).ToArray();
            var texts = days.SelectMany(Texts).ToArray();
            return days.Length >= EnoughMarks && texts.Length > 0 && Array.TrueForAll(texts, t => Mark().IsMatch(t)) && (!plan.IsGrid || !Titles.Any() || !Array.Exists(texts, Shapes.LooksLikeTime));
        }
    }

    // "3", "2 years", where a timetable has "0-5".
    private bool HasSingleAges => Columns.Any(c => headings[c] is "age" or "ages" or "age years" or "age months" or "child age" or "childs age" && Texts(c).ToArray() is { Length: > 0 } texts && texts.Count(t => SingleAge().IsMatch(t)) * 2 > texts.Length);

    // The same session again for each of the names beside it.
    private bool RepeatsForEachName => Titles.Select(c => Texts(c).ToArray()).Any(texts => texts.Length > 1 && texts.Distinct(StringComparer.OrdinalIgnoreCase).Count() * 2 <= texts.Length)
        && Columns.Any(c => headings[c] == "name" && HoldsNames(c));

    private bool HoldsNames(int column) =>
        (plan.Columns[column].Kind == HeadingKind.Unknown || plan.Columns[column] is { Kind: HeadingKind.Field, Field: TimetableField.Title }) && PersonNames.AreMostOf(Texts(column));

    private bool IsHonorific(int column) => Texts(column).ToArray() is { Length: > 0 } texts && texts.Count(PersonNames.IsTitle) * 2 > texts.Length;

    private IEnumerable<string> Texts(int column) => rows.Where(r => column < r.Cells.Length && r.Cells[column].Length <= CellText.MaxExcerptLength).Select(r => r[column]).Where(t => t.Length > 0);

    private static bool IsOccasion(string normalised, string heading) => (heading.Length <= 40 && Shapes.LooksLikeDate(heading)) || Occasion().IsMatch(normalised);

    [GeneratedRegex(@"^(week|wk|session|lesson|visit) ?[0-9]{1,2}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Occasion();

    [GeneratedRegex(@"^([ynpaxl/\\✓✔☑✗✘0-9-]{1,2}|yes|no|present|absent|dna|here|am|pm|all day|full day|half day|[0-9]{1,2}([.:][0-9]{2})? ?(am|pm)?( ?(-|–|to) ?[0-9]{1,2}([.:][0-9]{2})? ?(am|pm)?)?)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^[0-9]{1,3}( ?(y|yr|yrs|year|years|m|mth|mths|month|months|w|wks|weeks)( old)?){0,1}( [0-9]{1,2} ?(m|mths|months))?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SingleAge();
}
