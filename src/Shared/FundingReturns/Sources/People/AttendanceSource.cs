using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Platform.Settings;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources.People;

/// <summary>
/// Who came: figures <c>attendance.people</c>, different people who attended at least once, and <c>attendance.visits</c>, how often
/// somebody attended. Files <c>figures/{authority}/attendance/{months}.csv</c> with the columns Person, Date, Place, Programme, Role (child or
/// adult) and Delivery (in person, which may be left empty, or online). docs/reach.md describes them.
/// </summary>
public static class AttendanceSource
{
    /// <summary>Its name, and that of its files' folder.</summary>
    public const string Name = SourceNames.Attendance;

    // Groups meet every week or two: somebody comes in the first days of most months, and in the last.
    private const int DaysAtAnEnd = 10;

    /// <summary>
    /// Answers all requests in one pass over each file. What is held in memory grows with the number of people and with the visits of the
    /// largest file.
    /// </summary>
    /// <param name="requests">What is wanted: people or visits, where programme, place (id, name or alias), role and delivery are among given values.</param>
    /// <param name="files">The authority's files of this source.</param>
    /// <param name="places">The authority's places.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<SourceReading> ReadAsync(
        IReadOnlyList<FigureRequest> requests, IReadOnlyList<SourceFile> files, IReadOnlyList<Place> places, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(places);
        var (notes, names) = (new SourceNotes(), new PlaceNames(places));
        var tallies = WantedFigure.Of(Name, requests, notes).Select(wanted => AttendanceTally.Of(wanted, names, notes)).OfType<AttendanceTally>().ToArray();
        var pass = new SourcePass(Name, tallies.Select(tally => tally.Wanted.Window), files, notes);
        var concerned = new Dictionary<(YearMonth Month, string Place, string Programme, bool IsChild, bool IsOnline), Alike>();
        var days = new Dictionary<YearMonth, (LocalDate First, LocalDate Last)>();
        var byPlace = SourceAnswers.LatestWindows([.. tallies.Select(tally => tally.Wanted)]).MinBy(window => window.Count) is { } shortest ? new AttendanceByPlace(shortest, places) : null;
        await AttendanceRows.ReadAsync(pass, new PeopleNumbers(), names, Count, cancellation);
        var (answers, known) = (new SourceAnswers(Name, pass, notes), pass.MonthsUpToTheLastRow());
        foreach (var tally in tallies)
            answers.Add(tally.Wanted, tally.Wanted.Window, known, from => new Figure(tally.Value, null, null, null, from));
        var reported = new ReportedTally(Name);
        foreach (var (kind, alike) in concerned)
        {
            reported.Add(ReportedBy.Place, kind.Place, kind.Month, alike.Rows);
            reported.Add(ReportedBy.Programme, kind.Programme, kind.Month, alike.Rows);
            reported.Add(ReportedBy.Role, kind.IsChild ? "child" : "adult", kind.Month, alike.Rows);
            reported.Add(ReportedBy.Delivery, kind.IsOnline ? "online" : "in person", kind.Month, alike.Rows);
        }

        if (tallies.Length > 0)
            NoteAPart(tallies.Max(tally => tally.Wanted.Window.To), days, notes);
        return answers.Reading([.. new[] { byPlace?.Table() }.OfType<Breakdown>()]) with { Reported = reported.All };

        // Rows that are alike in all but the person and the day concern the same figures.
        void Count(AttendanceRow row)
        {
            byPlace?.Add(row);
            var month = row.Date.ToYearMonth();
            var (earliest, latest) = days.GetValueOrDefault(month, (row.Date, row.Date));
            days[month] = (LocalDate.Min(earliest, row.Date), LocalDate.Max(latest, row.Date));
            var kind = (month, row.Place, row.Programme, row.IsChild, row.IsOnline);
            if (!concerned.TryGetValue(kind, out var alike))
                concerned[kind] = alike = new Alike([.. tallies.Where(tally => tally.Takes(row))]);
            alike.Rows++;
            foreach (var tally in alike.Counting)
                tally.Add(row.Person);
        }
    }

    /// <summary>
    /// That nobody came in the first or the last days of a month, although somebody did in those of the month before: the file may hold only a part of it.
    /// </summary>
    private static void NoteAPart(YearMonth month, Dictionary<YearMonth, (LocalDate First, LocalDate Last)> days, SourceNotes notes)
    {
        if (!days.TryGetValue(month, out var now) || !days.TryGetValue(month.PlusMonths(-1), out var before))
            return;
        static string Say(LocalDate date) => date.ToString("d MMMM uuuu", CultureInfo.GetCultureInfo("en-GB"));
        if (BeginsLate(now.First) && !BeginsLate(before.First))
            Add(notes, month, "begins", $"{Name} has nobody before {Say(now.First)}: the file may lack the first days of {MonthSpan.Name(month)}. Export the month once more, or say why nobody came before that day.");
        if (EndsEarly(now.Last) && !EndsEarly(before.Last))
            Add(notes, month, null, $"{Name} has nobody after {Say(now.Last)}: the file may have been exported before {MonthSpan.Name(month)} was over. Export the month once more, or say why nobody came after that day.");
    }

    private static bool BeginsLate(LocalDate first) => first > MonthSpan.Of(first.ToYearMonth()).FirstDate.PlusDays(DaysAtAnEnd);

    private static bool EndsEarly(LocalDate last) => last < MonthSpan.Of(last.ToYearMonth()).LastDate.PlusDays(-DaysAtAnEnd);

    // The beginning and the end are two questions.
    private static void Add(SourceNotes notes, YearMonth month, string? which, string sentence) =>
        notes.Add(new Finding(Severity.Warning, "part-of-a-month", null, $"{Name} {MonthSpan.Of(month)}", sentence, Finding.DataTeam) { Content = which });

    /// <summary>Rows that concern the same figures, and how many they are.</summary>
    private sealed class Alike(AttendanceTally[] counting)
    {
        public AttendanceTally[] Counting => counting;

        public int Rows { get; set; }
    }
}
