using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources;

/// <summary>
/// What the parent and carer panel did: a row an activity, with numbers and nothing about persons. Members are those of the national question
/// SPCP07, at the window's end.
/// </summary>
public static class PanelSource
{
    /// <summary>Its name, and that of its files' folder.</summary>
    public const string Name = SourceNames.Panel;

    private const string Members = "members";

    // A number of members that nobody has stated for a year is no number any more.
    private const int MembersHoldMonths = 12;

    private static readonly SourceColumn Date = new("Date", "date");
    private static readonly SourceColumn Activity = new("Activity", "activity", "type");
    private static readonly SourceColumn Parents = new("Parents", "parents", "parents taking part", "taking part") { Counts = "parents taking part" };
    private static readonly SourceColumn MembersThen = new("Members", "members", "panel members") { IsOptional = true };
    private static readonly SourceColumn[] Columns = [Date, Activity, Parents, MembersThen];

    private sealed class Tally(WantedFigure wanted)
    {
        public WantedFigure Wanted { get; } = wanted;

        public decimal Parents { get; private set; }

        public (LocalDate Date, int Count)? Members { get; private set; }

        public void Add(LocalDate date, int parents, int? members)
        {
            if (date.ToYearMonth().CompareTo(Wanted.Window.To) <= 0 && members is { } count && !(Members?.Date > date))
                Members = (date, count);
            if (!Wanted.Window.Contains(date))
                return;
            Wanted.Rows++;
            Parents += parents;
        }
    }

    /// <summary>Reads the files once for all figures.</summary>
    public static async Task<SourceReading> ReadAsync(IReadOnlyList<FigureRequest> requests, IReadOnlyList<SourceFile> files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(files);
        var notes = new SourceNotes();
        var wanted = WantedFigure.Of(Name, requests, notes);
        var tallies = wanted.Select(figure => new Tally(figure)).ToList();
        var (pass, reported) = (new SourcePass(Name, wanted.Select(MonthsFor), files, notes) { AsksAboutRepeats = true }, new ReportedTally(Name));
        await foreach (var (row, date) in pass.RowsByDateAsync(Columns, Date, cancellation))
        {
            var (activity, parents, members) = (row.Required(Activity), row.Count(Parents), row.OptionalCount(MembersThen));
            if (row.IsLeftOut)
                continue;
            reported.Add(ReportedBy.Activity, activity, date.ToYearMonth());
            foreach (var tally in tallies.Where(tally => MonthsFor(tally.Wanted).Contains(date) && tally.Wanted.Admits("activity", activity)))
                tally.Add(date, parents, members);
        }

        var answers = new SourceAnswers(Name, pass, notes);
        foreach (var tally in tallies)
            answers.Add(tally.Wanted, tally.Wanted.Window, pass.MonthsUpToTheLastRow(), from => FigureOf(tally, answers, from));
        return answers.Reading() with { Reported = reported.All };
    }

    private static Figure FigureOf(Tally tally, SourceAnswers answers, string from) => (tally.Wanted.Request.Query.What, tally.Members) switch
    {
        ("activities", _) => new Figure(tally.Wanted.Rows, null, null, null, from),
        ("parents", _) => new Figure(tally.Parents, null, null, null, $"{from}; parents are counted at each activity, so that the same parent counts more than once"),
        (_, { } members) => new Figure(members.Count, null, null, null, $"{from}; members as stated on {members.Date.ToString("d MMMM uuuu", CultureInfo.InvariantCulture)}"),
        _ => answers.Absent(
            tally.Wanted, "members-not-stated",
            $"How many members the panel had at the end of {MonthSpan.Name(tally.Wanted.Window.To)} is not known: no row of the twelve months before says it in its column Members. Enter it with an activity.", from),
    };

    private static MonthSpan MonthsFor(WantedFigure wanted)
    {
        var first = wanted.Window.To.PlusMonths(1 - MembersHoldMonths);
        return wanted.Request.Query.What == Members && first.CompareTo(wanted.Window.From) < 0 ? wanted.Window with { From = first } : wanted.Window;
    }
}
