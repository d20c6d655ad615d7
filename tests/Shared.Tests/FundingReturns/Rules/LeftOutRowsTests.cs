using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Tests.FundingReturns.Sources;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

/// <summary>A warning says how much is at stake, and the same wrong rows are asked about once.</summary>
public sealed class LeftOutRowsTests
{
    private const string Headings = "Date,Strand,Type,Kind,Amount\n";
    private const string Unknown = "2026-05-05,Infants,revenue,actual,\"1,250.00\"\n";
    private const string Wrong = "2026-05-06,Infant feeding,revenue,actual,12.345\n";

    private static readonly Dictionary<string, RowAnswer> Nobody = [];

    [Theory]
    [InlineData(Unknown, "1 row was left out of the figures, £1,250.00 in all. The first is row 2, Strand:")]
    [InlineData(Unknown + Wrong, "2 rows were left out of the figures, £1,262.35 in all.")]
    [InlineData(Unknown + "2026-05-07,Infant feeding,revenue,actual,some\n", "2 rows were left out of the figures, £1,250.00 in all and what 1 row does not say in digits.")]
    [InlineData("2026-05-07,Infants,revenue,actual,(40)\n", "1 row was left out of the figures, −£40.00 in all.")]
    public async Task Rows_of_the_ledger_say_how_much_is_in_them(string rows, string sentence) =>
        Assert.Contains(sentence, (await LedgerAsync(rows)).Sentence("rows-left-out"), StringComparison.Ordinal);

    [Fact]
    public async Task Rows_about_people_say_how_many_people_and_rows_of_counts_how_many_of_what()
    {
        var training = await Given.ReadAsync("training", [Given.Ask("people", "2026-10")], [Given.File("training/2026-27.csv", "Person,Course,Date,Status\nT1,HENRY,2026-10-05,done\nt1,HENRY,soon,completed\nT2,,2026-10-05,completed\n")]);
        var feeding = await Given.ReadAsync("breastfeeding", [Given.Ask("rate", "2026-10", ("point", "birth"))], [Given.File("breastfeeding/2026-27.csv", "Month,Point,Due,Totally,Partially,Not at all\n2026-10,birth,41,30,10,10\n")]);

        Assert.Contains("3 rows were left out of the figures, of 2 people. The first", training.Sentence("rows-left-out"), StringComparison.Ordinal);
        Assert.Contains("1 row was left out of the figures, 41 infants due in all. The first", feeding.Sentence("rows-left-out"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_rows_are_the_same_wherever_they_stand_and_another_value_makes_another_row()
    {
        var may = (await LedgerAsync(Unknown + Wrong)).Rejects;
        var later = (await LedgerAsync("2026-04-01,Infant feeding,revenue,actual,1\n" + Wrong.Replace("feeding", " feeding", StringComparison.Ordinal) + Unknown)).Rejects;
        var mended = (await LedgerAsync(Unknown.Replace("1,250", "1,251", StringComparison.Ordinal))).Rejects;

        Assert.Equal(may.Select(row => row.Identity).Order(), later.Select(row => row.Identity).Order());
        Assert.DoesNotContain(mended[0].Identity, may.Select(row => row.Identity));
    }

    [Fact]
    public async Task A_third_row_like_two_others_is_a_row_of_its_own()
    {
        var two = (await LedgerAsync(Unknown + Unknown)).Rejects;
        var three = (await LedgerAsync(Unknown + Unknown + Unknown)).Rejects;

        Assert.Equal(3, three.Select(row => row.Identity).Distinct().Count());
        Assert.Single(three.Select(row => row.Identity).Except(two.Select(row => row.Identity)));
    }

    [Fact]
    public async Task What_nobody_has_answered_for_is_asked_and_what_somebody_has_is_listed_with_what_they_said()
    {
        var reading = await LedgerAsync(Unknown + Wrong);
        var answered = new Dictionary<string, RowAnswer> { [reading.Rejects[0].Identity] = new("May 2026", "manager", "The ledger is closed.") };

        var settled = Settle(reading, answered);

        Assert.Equal(["Warning rows-left-out", "Note rows-left-out-before"], settled.Where(finding => finding.Place == "ledger/2026-27.csv").Select(finding => $"{finding.Severity} {finding.Rule}"));
        Assert.StartsWith("ledger/2026-27.csv: 1 row was left out of the figures, £12.35 in all. The first is row 3, Amount:", settled[0].Sentence, StringComparison.Ordinal);
        Assert.Equal("ledger/2026-27.csv: 1 row is left out of the figures as before, £1,250.00 in all. In the return for May 2026 Jo Park said: “The ledger is closed.”", settled[1].Sentence);
    }

    [Fact]
    public async Task Once_all_are_answered_for_nothing_is_asked()
    {
        var reading = await LedgerAsync(Unknown + Wrong);
        var answered = reading.Rejects.ToDictionary(row => row.Identity, _ => new RowAnswer("May 2026", "manager", "The ledger is closed."));

        Assert.Equal([Severity.Note], Settle(reading, answered).Where(finding => finding.Place == "ledger/2026-27.csv").Select(finding => finding.Severity));
    }

    [Fact]
    public async Task What_is_said_of_some_rows_is_no_answer_for_others_of_the_same_file()
    {
        var (one, other) = (Settle(await LedgerAsync(Unknown), Nobody)[0], Settle(await LedgerAsync(Unknown + Wrong), Nobody)[0]);

        Assert.NotEqual(one.Key, other.Key);
        Assert.Equal(one.Topic, other.Topic);
        Assert.Equal(one.Key, Settle(await LedgerAsync(Unknown), Nobody)[0].Key);
    }

    [Fact]
    public async Task Of_a_file_with_more_wrong_rows_than_are_kept_everything_is_asked()
    {
        var reading = await LedgerAsync(string.Concat(Enumerable.Range(0, 10_050).Select(i => $"2026-05-05,Infants,revenue,actual,{i}\n")));
        var answered = reading.Rejects.ToDictionary(row => row.Identity, _ => new RowAnswer("May 2026", "manager", "Known."));

        Assert.Equal(10_000, reading.Rejects.Count);
        Assert.Contains("10,050 rows were left out of the figures, at least £49,995,000.00 in all.", Settle(reading, answered)[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(Severity.Warning, Settle(reading, answered)[0].Severity);
    }

    private static IReadOnlyList<Finding> Settle(SourceReading reading, IReadOnlyDictionary<string, RowAnswer> answered) =>
        LeftOutRows.Settle([.. reading.Findings.Where(finding => finding.Rule == "rows-left-out")], reading.Rejects.ToLookup(row => row.File), answered, id => id == "manager" ? "Jo Park" : id);

    private static Task<SourceReading> LedgerAsync(string rows) => Given.ReadAsync("ledger", [Given.Ask("spent", "2026-05")], [Given.File("ledger/2026-27.csv", Headings + rows)]);
}
