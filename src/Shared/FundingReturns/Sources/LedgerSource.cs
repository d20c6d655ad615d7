using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Platform.Files;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources;

/// <summary>
/// Spending by strand, from the council's ledger: what was spent (actual) and what is expected (forecast), to the penny.
/// </summary>
public static class LedgerSource
{
    /// <summary>Its name, and that of its files' folder.</summary>
    public const string Name = SourceNames.Ledger;

    private const string Actual = "actual";

    // Of all grants together there was not a thousandth of this; sums of such amounts stay exact.
    private const decimal MostInARow = 1_000_000_000_000;

    // Of a year's award, in one month: more than a third is asked about. Without an instalment in that year it is the largest of the others.
    private const int MuchOfAYear = 3;

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private static readonly SourceColumn Date = new("Date", "date", "posting date");
    private static readonly SourceColumn StrandName = new("Strand", "strand");
    private static readonly SourceColumn Type = new("Type", "type");
    private static readonly SourceColumn Kind = new("Kind", "kind");
    private static readonly SourceColumn Amount = new("Amount", "amount", "value") { Counts = "£" };
    private static readonly SourceColumn[] Columns = [Date, StrandName, Type, Kind, Amount];

    private sealed class Entry
    {
        public static readonly Entry None = new();

        public decimal Spent { get; set; }

        public decimal Capital { get; set; }

        public int Actuals { get; set; }

        public decimal Forecast { get; set; }

        public int Forecasts { get; set; }
    }

    // What the rows come to, by strand and month.
    private sealed class Book(IReadOnlyList<Strand> strands)
    {
        private readonly Dictionary<(string Strand, YearMonth Month), Entry> entries = [];

        public IReadOnlyList<Strand> Strands => strands;

        public Entry this[Strand strand, YearMonth month] => entries.GetValueOrDefault((strand.Id, month), Entry.None);

        public void Add(Strand strand, YearMonth month, bool isActual, bool isCapital, decimal amount)
        {
            var entry = entries.TryGetValue((strand.Id, month), out var known) ? known : entries[(strand.Id, month)] = new Entry();
            if (isActual)
            {
                entry.Actuals++;
                entry.Spent += amount;
                entry.Capital += isCapital ? amount : 0;
            }
            else
            {
                entry.Forecasts++;
                entry.Forecast += amount;
            }
        }

        public Strand? Find(string name) =>
            strands.FirstOrDefault(strand => strand.Id.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? strands.FirstOrDefault(strand => CellText.Words(strand.Name).Equals(name, StringComparison.OrdinalIgnoreCase));

        public IReadOnlyList<Strand> Of(WantedFigure wanted) =>
            [.. strands.Where(strand => wanted.Admits("strand", strand.Id) || wanted.Admits("strand", CellText.Words(strand.Name)))];

        public decimal Sum(IEnumerable<Strand> of, MonthSpan months, Func<Entry, decimal> what) => of.Sum(strand => months.Months.Sum(month => what(this[strand, month])));
    }

    /// <summary>Reads the files once for all figures.</summary>
    public static async Task<SourceReading> ReadAsync(
        IReadOnlyList<FigureRequest> requests, IReadOnlyList<SourceFile> files, ReturnSettings returns, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(returns);
        var notes = new SourceNotes();
        var wanted = WantedFigure.Of(Name, requests, notes);
        var pass = new SourcePass(Name, wanted.SelectMany(figure => new[] { figure.Window, YearOf(figure) }), files, notes) { AsksAboutRepeats = true };
        var (book, reported) = (new Book(returns.Strands), new ReportedTally(Name));
        await foreach (var (row, date) in pass.RowsByDateAsync(Columns, Date, cancellation, row => KindOf(row) == Actual))
            Enter(row, date.ToYearMonth(), book, reported);

        var answers = new SourceAnswers(Name, pass, notes);
        var entered = pass.MonthsUpToTheLastRow();
        foreach (var figure in wanted)
        {
            var (strands, months) = (book.Of(figure), Months(figure));
            figure.Rows = (int)book.Sum(strands, months, entry => entry.Actuals);
            answers.Add(figure, months, entered, from => FigureOf(figure, strands, book, answers, from));
        }

        NoteOverAward(wanted, book, returns, notes);
        NoteMuchInAMonth(wanted, book, returns, notes);
        NoteCapital(wanted, book, returns, notes);
        return answers.Reading() with { Reported = reported.All };
    }

    private static void Enter(SourceRow row, YearMonth month, Book book, ReportedTally reported)
    {
        var (isActual, isCapital, strand, amount) = (KindOf(row) == Actual, row.OneOf(Type, "revenue", "capital") == "capital", StrandOf(row, book), AmountOf(row));
        if (row.IsLeftOut)
            return;
        book.Add(strand!, month, isActual, isCapital, amount);
        reported.Add(isActual ? ReportedBy.Strand : ReportedBy.Forecast, strand!.Id, month, pounds: amount);
    }

    private static Figure FigureOf(WantedFigure wanted, IReadOnlyList<Strand> strands, Book book, SourceAnswers answers, string from)
    {
        var spent = book.Sum(strands, wanted.Window, entry => entry.Spent);
        switch (wanted.Request.Query.What)
        {
            case "spent":
                return new Figure(spent, null, null, null, from);
            case FigureCatalogue.Projection:
                return ProjectionOf(wanted, strands, book, answers, from);
            case "capital-share":
                return answers.Share(wanted, book.Sum(strands, wanted.Window, entry => entry.Capital), spent, "actual spending", from);
        }

        var unstated = strands.Where(strand => strand.TotalAward is null).Select(strand => strand.Name).ToList();
        return strands.Count == 0 || unstated.Count > 0
            ? answers.Absent(wanted, "award-not-stated", $"There is no share of the award to say: the award is not stated of {(strands.Count == 0 ? "any such strand" : string.Join(", ", unstated))}.", from, Severity.Note)
            : answers.Share(wanted, spent, strands.Sum(strand => strand.TotalAward!.Value), "awards", from);
    }

    // Pounds by the end of the financial year: each strand by its forecast or, without one, as it went on so far.
    private static Figure ProjectionOf(WantedFigure wanted, IReadOnlyList<Strand> strands, Book book, SourceAnswers answers, string from)
    {
        var (soFar, year) = (Months(wanted), YearOf(wanted));
        var actuals = book.Sum(strands, soFar, entry => entry.Spent);
        if (soFar == year)
            return new Figure(actuals, null, null, null, $"{from}; the year is over");
        var ahead = new MonthSpan(wanted.Window.To.PlusMonths(1), year.To);
        var forecast = strands.Where(strand => ahead.Months.Any(month => book[strand, month].Forecasts > 0)).ToList();
        var goingOn = strands.Except(forecast).Where(strand => soFar.Months.Any(month => book[strand, month].Actuals > 0)).ToList();
        NoteGaps(wanted, forecast, ahead, book, answers);
        var value = book.Sum(forecast, soFar, entry => entry.Spent) + book.Sum(forecast, ahead, entry => entry.Forecast)
            + (book.Sum(goingOn, soFar, entry => entry.Spent) * year.Count / soFar.Count);
        var rate = $"{soFar.Describe()} carried on for twelve months, since there is no forecast";
        return new Figure(value, null, null, null, (forecast.Count, goingOn.Count) switch
        {
            (_, 0) => $"{from}; with the forecast for {ahead.Describe()}",
            (0, _) => $"{from}; {rate}",
            _ => $"{from}; with the forecast for {ahead.Describe()}; {string.Join(", ", goingOn.Select(strand => strand.Name))}: {rate}",
        });
    }

    private static void NoteGaps(WantedFigure wanted, List<Strand> strands, MonthSpan ahead, Book book, SourceAnswers answers)
    {
        var gaps = strands.Where(strand => ahead.Months.Any(month => book[strand, month].Forecasts == 0)).Select(strand => strand.Name).ToList();
        if (gaps.Count > 0)
            answers.Note(wanted, "forecast-incomplete", $"The forecast for {ahead.Describe()} has no row for some of these months ({string.Join(", ", gaps)}); nothing was expected for them.");
    }

    // Money beyond the award is somebody else's money: the return cannot go out until the ledger or the award is put right.
    private static void NoteOverAward(IReadOnlyList<WantedFigure> wanted, Book book, ReturnSettings returns, SourceNotes notes)
    {
        var told = new HashSet<string>();
        foreach (var (figure, strand) in Spending(wanted, book))
        {
            var spent = book.Sum([strand], figure.Window, entry => entry.Spent);
            if (spent > strand.TotalAward && told.Add(strand.Id))
                notes.Add(new Finding(
                    Severity.Error, "over-award", figure.Request.Key, $"{Name}/{strand.Id}",
                    string.Create(English, $"{strand.Name}: £{spent:N2} were spent, {figure.Window.Describe()}, and the whole award is £{strand.TotalAward:N2}. Put the ledger right, or the award in the settings."),
                    strand.Lead?.Id ?? returns.Manager.Id));
        }
    }

    // A digit too many in one row of a first month has nothing to be compared with but the award.
    private static void NoteMuchInAMonth(IReadOnlyList<WantedFigure> wanted, Book book, ReturnSettings returns, SourceNotes notes)
    {
        var told = new HashSet<(string, YearMonth)>();
        foreach (var (figure, strand) in Spending(wanted, book).Where(of => of.Strand.Award.Count > 0))
        {
            var month = figure.Window.To;
            var (spent, award) = (book[strand, month].Spent, strand.Award.GetValueOrDefault(FinancialYear.Of(month), strand.Award.Values.Max()));
            if (spent * MuchOfAYear > award && spent <= strand.TotalAward && told.Add((strand.Id, month)))
                notes.Add(new Finding(
                    Severity.Warning, "much-in-a-month", figure.Request.Key, $"{Name}/{strand.Id}",
                    string.Create(English, $"{strand.Name}: £{spent:N2} were spent in {MonthSpan.Name(month)}, more than a third of a year’s award, £{award:N2}. Put the ledger right, or say what was bought."),
                    strand.Lead?.Id ?? returns.Manager.Id));
        }
    }

    // The figures that say what was spent, each with the strands that it is of.
    private static IEnumerable<(WantedFigure Figure, Strand Strand)> Spending(IReadOnlyList<WantedFigure> wanted, Book book) =>
        from figure in wanted
        where figure.Request.Query.What is "spent" or "spent-of-award"
        from strand in book.Of(figure)
        select (figure, strand);

    // The limit is one of the whole grant: a share above it in some months can still come down, so it is a warning and no error.
    private static void NoteCapital(IReadOnlyList<WantedFigure> wanted, Book book, ReturnSettings returns, SourceNotes notes)
    {
        foreach (var figure in wanted.Where(figure => figure.Request.Query.What == "capital-share"))
        {
            var spent = book.Sum(book.Of(figure), figure.Window, entry => entry.Spent);
            var capital = book.Sum(book.Of(figure), figure.Window, entry => entry.Capital);
            if (spent > 0 && returns.CapitalLimit is { } limit && capital * 100 > limit * spent)
                notes.Add(new Finding(
                    Severity.Warning, "capital-over-limit", figure.Request.Key, Name,
                    string.Create(English, $"£{capital:N2} of £{spent:N2} spent, {figure.Window.Describe()}, is capital: {capital * 100 / spent:N1} %. At most {limit:0.##} % of the grant may be; say how it comes down by the end."),
                    returns.Manager.Id));
        }
    }

    // A projection is of the year so far, whatever the window begins with.
    private static MonthSpan Months(WantedFigure wanted) =>
        wanted.Request.Query.What == FigureCatalogue.Projection ? YearOf(wanted) with { To = wanted.Window.To } : wanted.Window;

    private static MonthSpan YearOf(WantedFigure wanted) => FinancialYear.Of(wanted.Window.To).Months;

    private static string KindOf(SourceRow row) => row.OneOf(Kind, Actual, "forecast");

    private static Strand? StrandOf(SourceRow row, Book book)
    {
        var strand = book.Find(row.Text(StrandName));
        if (strand is null)
            row.LeaveOut(StrandName, "unknown-strand", $"There is no such strand. The strands are {string.Join(", ", book.Strands.Select(known => known.Id))}.");
        return strand;
    }

    private static decimal AmountOf(SourceRow row)
    {
        var amount = row.Number(Amount);
        if (Math.Abs(amount) > MostInARow)
            row.LeaveOut(Amount, "too-much", "This is more than a million million pounds.");
        else if (amount != decimal.Round(amount, 2))
            row.LeaveOut(Amount, "not-pence", "This has parts of a penny. Write pounds and pence, like 1234.50.");
        return amount;
    }
}
