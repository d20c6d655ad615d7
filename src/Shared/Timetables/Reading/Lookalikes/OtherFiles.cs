using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Vocabulary;

namespace HubAutomation.Shared.Timetables.Reading.Lookalikes;

/// <summary>What a table is that is none of ours.</summary>
/// <param name="Kind">For a sentence: "a register of people".</param>
/// <param name="WayOut">What to do if it is a timetable all the same.</param>
/// <param name="IsSure">False when it only may be one: then it is asked about.</param>
internal sealed record OtherFile(string Kind, string WayOut, bool IsSure)
{
    /// <summary>"looks like a register of people, not like a timetable, so nothing in it was read."</summary>
    public string Sentence(string name) => (IsSure
        ? $"{name} looks like {Kind}, not like a timetable, so nothing in it was read."
        : $"{name} may be {Kind}. We could not be sure, so nothing in it was read or shown.")
        + $" If it is a timetable, {WayOut}. If it was sent here by mistake, tell the hub team.";
}

/// <summary>
/// Recognises tables that are no timetables but are sent as one: registers of people, answers to a survey, diaries of staff. Their rows are
/// about families and must reach neither the public nor a mail, so nothing in them is read. Headings tell, and where they do not, what
/// stands below them. What is likely but not certain is held too: to ask once costs less than a child's name on a page.
/// </summary>
internal static class OtherFiles
{
    private const string WithoutPeople = "send it without the columns about people or their answers";

    private static readonly OtherFile Register = new("a register of people", WithoutPeople, IsSure: true);
    private static readonly OtherFile Survey = new("the answers to a survey", WithoutPeople, IsSure: true);
    private static readonly OtherFile MaybeSurvey = new("the answers to a survey", "send it without the columns that the survey made, such as Timestamp and Email address", IsSure: false);
    private static readonly OtherFile MaybePeople = new("a list of people", "write Activity above the column with the names of the sessions", IsSure: false);
    private static readonly OtherFile MaybeAppointments = MaybePeople with { WayOut = "write what takes place, and not who comes or works" };
    private static readonly OtherFile MaybeDiary = new("a diary of staff or of rooms", "leave out what is not for families", IsSure: false);

    /// <summary>What the table is; null for what may be a timetable.</summary>
    /// <param name="plan">The headings with their meaning.</param>
    /// <param name="below">The first rows below them.</param>
    /// <param name="above">What stands above them.</param>
    public static OtherFile? Of(TablePlan plan, IReadOnlyList<TableRow> below, IEnumerable<string> above)
    {
        var rows = below.Where(r => r.Damage is null && !r.IsBlank && LoneText.Of(r) is null).ToArray();
        var headings = plan.Headings.Select(HeadingWords.Normalise).Select((h, i) => Offers.Explain(h, rows, i) ? "" : h).ToArray();
        if (OfHeadings(headings) is { } byHeadings)
            return byHeadings;
        var survey = SurveyHeadings.Weigh(headings.Where((_, i) => plan.Columns[i].Kind is not HeadingKind.Field || SurveyHeadings.IsMark(headings[i])));
        if (survey != Weight.None)
            return survey == Weight.Sure ? Survey : MaybeSurvey;
        var table = new PeopleTable(plan, headings, rows);
        if (table.ListsPeople || (table.SaysNoTime && above.Any(PeopleHeadings.NamesRegister)))
            return Register;
        return table.TitlesAreNames && !plan.IsGrid ? MaybePeople
            : table.TitlesAreNames || table.ListsAppointments ? MaybeAppointments
            : table.TitlesAreOfStaff ? MaybeDiary : null;
    }

    /// <summary>What a table is in which no row heads a timetable; null when none of its first rows heads another sort of table.</summary>
    /// <param name="sample">The first rows.</param>
    /// <param name="words">The headings known.</param>
    public static OtherFile? OfRows(IReadOnlyList<TableRow> sample, HeadingWords words)
    {
        for (var i = 0; i < sample.Count && sample[i].Number <= TablePlanner.MaxRowsAbove; i++)
        {
            if (sample[i].Damage is not null || sample[i].IsBlank || LoneText.Of(sample[i]) is not null)
                continue;
            var (plan, _) = TablePlanner.Try(sample[i], [], words);
            var headings = plan.Headings.Select(HeadingWords.Normalise).ToArray();
            if (OfHeadings(headings) is { } byHeadings)
                return byHeadings;
            if (SurveyHeadings.Weigh(headings) == Weight.Sure)
                return Survey;
            if (new PeopleTable(plan, headings, [.. sample.Skip(i + 1).Where(r => r.Damage is null && !r.IsBlank)]).ListsPeople)
                return Register;
        }

        return null;
    }

    /// <summary>What a calendar is whose events are appointments with people or the diary of staff; null for what may be a timetable.</summary>
    /// <param name="titles">The titles of its events.</param>
    public static OtherFile? OfTitles(IReadOnlyCollection<string> titles)
    {
        if (PersonNames.AreMostOf(titles) || PersonNames.AreOfSeveral(titles))
            return MaybePeople with { WayOut = "write in the title of each event what takes place" };
        return NotForFamilies.AreHalfOf(titles) ? MaybeDiary : null;
    }

    private static OtherFile? OfHeadings(IReadOnlyList<string> headings) =>
        PeopleHeadings.AreMeantBy(headings) ? Register : SurveyHeadings.Weigh(headings.Where(SurveyHeadings.IsMark)) == Weight.Sure ? Survey : null;
}
