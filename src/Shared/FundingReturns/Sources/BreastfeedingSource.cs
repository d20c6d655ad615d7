using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources;

/// <summary>
/// Breastfeeding at three points, from an extract of counts by month. Definitions: DHSC collection BR01/BR02 and the OHID 6–8-week indicator;
/// totally = only breast milk, partially = breast milk and other, out of all infants due the contact, so that an unknown status stays in the
/// denominator.
/// </summary>
public static class BreastfeedingSource
{
    /// <summary>Its name, and that of its files' folder.</summary>
    public const string Name = SourceNames.Breastfeeding;

    private const string Coverage = "coverage";
    private const decimal LeastCoverage = 95;

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly string[] Points = ["birth", "10-14 days", "6-8 weeks"];
    private static readonly string[] DoNotKnow = ["", "don't know", "dk", "not known", "n/k"];

    private static readonly SourceColumn Month = new("Month", "month", "period");
    private static readonly SourceColumn Point = new("Point", "point", "contact");
    private static readonly SourceColumn Due = new("Due", "due", "infants due") { Counts = "infants due" };
    private static readonly SourceColumn Totally = new("Totally", "totally", "total breastfed", "exclusively");
    private static readonly SourceColumn Partially = new("Partially", "partially", "mixed");
    private static readonly SourceColumn NotAtAll = new("Not at all", "not at all", "none");
    private static readonly SourceColumn NotKnown = new("Not known", "not known", "unknown") { IsOptional = true };
    private static readonly SourceColumn[] Columns = [Month, Point, Due, Totally, Partially, NotAtAll, NotKnown];

    private sealed record Counts(decimal Due, decimal Breastfed, decimal Known);

    /// <summary>Reads the files once for all figures.</summary>
    public static async Task<SourceReading> ReadAsync(IReadOnlyList<FigureRequest> requests, IReadOnlyList<SourceFile> files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(files);
        var notes = new SourceNotes();
        var wanted = WantedFigure.Of(Name, requests, notes).Where(figure => HasOnePoint(figure, notes)).ToList();
        var pass = new SourcePass(Name, wanted.Select(figure => figure.Window), files, notes);
        var counted = new Dictionary<(string Point, YearMonth Month), Counts>();
        await foreach (var (row, month) in pass.RowsByMonthAsync(Columns, Month, cancellation))
        {
            var point = PointOf(row);
            if (row.IsLeftOut || SaysNothing(row))
                continue;
            var counts = CountsOf(row);
            if (!row.IsLeftOut && !counted.TryAdd((point, month), counts))
                row.LeaveOut(Point, "repeated", $"There is another row for {point} in {MonthSpan.Name(month)} above this one. Leave one of them, with the counts of both if they belong together.");
        }

        var answers = new SourceAnswers(Name, pass, notes);
        foreach (var figure in wanted)
            Answer(figure, counted, answers, notes);
        return answers.Reading();
    }

    private static void Answer(WantedFigure wanted, Dictionary<(string Point, YearMonth Month), Counts> counted, SourceAnswers answers, SourceNotes notes)
    {
        var point = wanted.Values("point")!.Single().ToLowerInvariant();
        var months = wanted.Window.Months.Where(month => counted.ContainsKey((point, month))).ToHashSet();
        wanted.Rows = months.Count;
        var (due, breastfed, known) = (Sum(counts => counts.Due), Sum(counts => counts.Breastfed), Sum(counts => counts.Known));
        var estimated = QuarterToEstimate(wanted.Window, months);
        if (estimated is not null)
        {
            // The quarter has the mean of the other three, so that the year has four thirds of their sum.
            (due, breastfed, known) = (due * 4 / 3, breastfed * 4 / 3, known * 4 / 3);
            months.UnionWith(estimated.Months);
        }

        answers.Add(wanted, wanted.Window, months, from =>
        {
            if (estimated is not null)
                answers.Note(wanted, "quarter-estimated", string.Create(English, $"Breastfeeding at {point}: nothing is known of {estimated.Describe()}, so that it was given the mean of the other three quarters of the year, {breastfed / 4:N1} of {due / 4:N1} infants due."));
            var explained = estimated is null ? from : $"{from}; {estimated.Describe()} estimated from the other quarters";
            if (wanted.Request.Query.What == Coverage)
                return answers.Share(wanted, known, due, "infants due", explained);
            if (due > 0 && known * 100 < LeastCoverage * due)
                notes.Add(new Finding(
                    Severity.Warning, Finding.TooFewKnown, wanted.Request.Key, Name,
                    string.Create(English, $"Breastfeeding at {point}, {wanted.Window.Describe()}: the status of {known:N0} of {due:N0} infants due is known, {known * 100 / due:N1} %. Below {LeastCoverage:N0} % the rate must not be published."),
                    Finding.DataTeam));
            return answers.Share(wanted, breastfed, due, "infants due", explained, WilsonInterval.Of(breastfed, due));
        }, point);

        decimal Sum(Func<Counts, decimal> of) => wanted.Window.Months.Sum(month => counted.TryGetValue((point, month), out var counts) ? of(counts) : 0);
    }

    // The rule of the 6–8-week indicator: of a whole year with one quarter missing or "don't know" while the others are known.
    private static MonthSpan? QuarterToEstimate(MonthSpan window, HashSet<YearMonth> known)
    {
        if (window != FinancialYear.Of(window.From).Months)
            return null;
        var quarters = Enumerable.Range(0, 4).Select(quarter => MonthSpan.QuarterOf(window.From.PlusMonths(3 * quarter))).ToList();
        var incomplete = quarters.FindAll(quarter => !quarter.Months.All(known.Contains));
        return incomplete is [var quarter] && !quarter.Months.Any(known.Contains) ? quarter : null;
    }

    private static bool HasOnePoint(WantedFigure figure, SourceNotes notes)
    {
        if (figure.Values("point") is { Count: 1 } values && Points.Contains(values.Single(), StringComparer.OrdinalIgnoreCase))
            return true;
        notes.Add(WantedFigure.Unanswerable(Name, figure.Request, $"A breastfeeding figure is of one point, and the measure must say which: {string.Join(", ", Points)}."));
        return false;
    }

    // Word processors put long dashes between numbers, and people a word.
    private static string PointOf(SourceRow row)
    {
        var text = row.Text(Point).Replace('–', '-').Replace(" to ", "-", StringComparison.OrdinalIgnoreCase).Replace(" - ", "-", StringComparison.Ordinal);
        if (Array.Find(Points, point => point.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known)
            return known;
        row.LeaveOut(Point, "not-allowed", $"This must be one of {string.Join(", ", Points)}.");
        return "";
    }

    private static bool SaysNothing(SourceRow row) => Says(row, Totally) && Says(row, Partially) && Says(row, NotAtAll);

    private static bool Says(SourceRow row, SourceColumn column) => DoNotKnow.Contains(row.Text(column).Replace('’', '\''), StringComparer.OrdinalIgnoreCase);

    private static Counts CountsOf(SourceRow row)
    {
        decimal due = row.Count(Due), totally = row.Count(Totally), partially = row.Count(Partially), notAtAll = row.Count(NotAtAll);
        var known = totally + partially + notAtAll;
        var notKnown = row.OptionalCount(NotKnown);
        if (!row.IsLeftOut && known > due)
            row.LeaveOut(Due, "more-than-due", string.Create(English, $"Totally, partially and not at all come to {known:N0}, which is more than the {due:N0} infants due."));
        else if (!row.IsLeftOut && notKnown is { } unknown && known + unknown != due)
            row.LeaveOut(NotKnown, "does-not-add-up", string.Create(English, $"Totally, partially, not at all and not known come to {known + unknown:N0}, and not to the {due:N0} infants due."));
        return new Counts(due, totally + partially, known);
    }
}
