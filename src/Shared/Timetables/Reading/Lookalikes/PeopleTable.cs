using System.Globalization;
using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Vocabulary;

namespace HubAutomation.Shared.Timetables.Reading.Lookalikes;

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
    public bool TitlesAreNames => Titles.Any(c => !SaysActivity(c) && (HoldsNames(c) || PersonNames.AreOfSeveral(Texts(c))))
        || (plan.IsGrid && InDays() is var cells && (PersonNames.AreMostOf(cells) || PersonNames.AreOfSeveral(cells)));

    /// <summary>
    /// True when the titles have the shape of names, whatever their heading says, and the rest of the table has that of appointments or of a
    /// rota: slots that follow one another, or shifts. Names outside the list are found by it, too.
    /// </summary>
    public bool ListsAppointments => Titles.Any(c => AreInitials(Texts(c)) || (HasSlots && AreShapedAsNames(Texts(c))))
        || (plan.IsGrid && (AreInitials(InDays()) || (HasSlots && AreShapedAsNames(InDays())) || (HasShifts && Titles.Any(c => Texts(c).All(t => t.Split(' ').All(w => !ActivityWords.Contains(w)))))));

    /// <summary>True when at least half of the sessions are none for families: "Annual leave", "Case conference".</summary>
    public bool TitlesAreOfStaff => Titles.Select(Texts).Append(InDays()).Any(titles => NotForFamilies.AreHalfOf(titles.ToArray()));

    /// <summary>True when no column says when.</summary>
    public bool SaysNoTime => !plan.IsGrid && !Array.Exists(plan.Columns, c => c.Kind is HeadingKind.When or HeadingKind.WeekCommencing or HeadingKind.Frequency
        || c is { Kind: HeadingKind.Field, Field: TimetableField.Day or TimetableField.Dates or TimetableField.DateFrom or TimetableField.Time or TimetableField.Start });

    private const int EnoughDetails = 2;

    private const int EnoughMarks = 2;

    // Names by their shape alone, and slots by theirs, take more than two to show.
    private const int EnoughShapes = 3;

    private const int LongestSlot = 60;

    private const int ShortestShift = 4 * 60;

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

    private bool SaysActivity(int column) => headings[column].StartsWith("activit", StringComparison.Ordinal);

    // A text of a grid's cells without its time, line by line.
    private List<string> InDays() => !plan.IsGrid ? [] : [.. DayColumns.SelectMany(Texts).SelectMany(t => t.Split('\n'))
        .Select(line => (Shapes.TimeWithin(line) is { } time ? line[..time.Start] + line[time.End..] : line).Trim(' ', '-', '–', ':', ',')).Where(t => t.Length > 0)];

    private IEnumerable<int> DayColumns => Columns.Where(c => plan.Columns[c].Kind is HeadingKind.Weekday or HeadingKind.PartOfDay);

    private static bool AreInitials(IEnumerable<string> texts) => texts.ToArray() is { Length: > 1 } all && Array.TrueForAll(all, PersonNames.IsInitials);

    // Different in every row: a session is offered again, a person comes once.
    private static bool AreShapedAsNames(IEnumerable<string> texts) => texts.ToArray() is { Length: >= EnoughShapes } all
        && all.Distinct(StringComparer.OrdinalIgnoreCase).Count() == all.Length && all.Count(PersonNames.MayBeName) * 3 >= all.Length * 2;

    // Starts that follow one another by the same short step, as appointments do and sessions seldom.
    private bool HasSlots
    {
        get
        {
            var starts = rows.Select(r => Columns.Where(c => !DayColumns.Contains(c) && SaysTime(c)).Select(c => StartOf(r[c])).FirstOrDefault(s => s is not null)).OfType<int>().ToArray();
            var steps = starts.Zip(starts.Skip(1), (a, b) => b - a).ToArray();
            return starts.Length >= EnoughShapes && steps.Count(s => s == steps[0]) * 3 >= steps.Length * 2 && steps[0] is > 0 and <= LongestSlot;
        }
    }

    // A grid of nothing but times, most of them as long as somebody works.
    private bool HasShifts => DayColumns.SelectMany(Texts).ToArray() is { Length: > 1 } cells
        && Array.TrueForAll(cells, t => Mark().IsMatch(t)) && cells.Count(t => LengthOf(t) >= ShortestShift) * 2 > cells.Length;

    private bool SaysTime(int column) => plan.Columns[column] is { Kind: HeadingKind.When } or { Kind: HeadingKind.Field, Field: TimetableField.Time or TimetableField.Start or TimetableField.Dates or TimetableField.DateFrom }
        || (plan.IsGrid && column < plan.FirstDay && plan.Columns[column].Kind == HeadingKind.Unknown);

    private static int? StartOf(string text) => Clock().Match(text) is { Success: true } start ? Minutes(start) : null;

    private static int LengthOf(string text) => Clock().Match(text) is { Success: true } start && start.NextMatch() is { Success: true } end ? (Minutes(end) - Minutes(start) + (12 * 60)) % (12 * 60) : 0;

    // Of a day's half only: enough to tell steps and lengths.
    private static int Minutes(Match clock) => (int.Parse(clock.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture) % 24 * 60) + (clock.Groups["minute"].Success ? int.Parse(clock.Groups["minute"].ValueSpan, CultureInfo.InvariantCulture) : 0);

    private bool HoldsNames(int column) =>
        (plan.Columns[column].Kind == HeadingKind.Unknown || plan.Columns[column] is { Kind: HeadingKind.Field, Field: TimetableField.Title }) && PersonNames.AreMostOf(Texts(column));

    private bool IsHonorific(int column) => Texts(column).ToArray() is { Length: > 0 } texts && texts.Count(PersonNames.IsTitle) * 2 > texts.Length;

    private IEnumerable<string> Texts(int column) => rows.Where(r => column < r.Cells.Length && r.Cells[column].Length <= CellText.MaxExcerptLength).Select(r => r[column]).Where(t => t.Length > 0);

    private static bool IsOccasion(string normalised, string heading) => (heading.Length <= 40 && Shapes.LooksLikeDate(heading)) || Occasion().IsMatch(normalised);

    [GeneratedRegex(@"^(week|wk|session|lesson|visit) ?[0-9]{1,2}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Occasion();

    // Not a date's day: "07/12/2026 10:00" begins at ten.
    [GeneratedRegex(@"(?<![\d/.:£])(?<hour>[0-9]{1,2})(?:[.:](?<minute>[0-9]{2}))?(?![\d/:])(?:\s?[ap]m\b)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^([ynpaxl/\\✓✔☑✗✘0-9-]{1,2}|yes|no|present|absent|dna|here|am|pm|all day|full day|half day|[0-9]{1,2}([.:][0-9]{2})? ?(am|pm)?( ?(-|–|to) ?[0-9]{1,2}([.:][0-9]{2})? ?(am|pm)?)?)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^[0-9]{1,3}( ?(y|yr|yrs|year|years|m|mth|mths|month|months|w|wks|weeks)( old)?){0,1}( [0-9]{1,2} ?(m|mths|months))?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SingleAge();
}
