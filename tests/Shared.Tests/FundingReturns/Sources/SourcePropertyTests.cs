using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Sources;
using HubAutomation.Shared.Tests.Timetables.Publishing;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources;

/// <summary>Whatever is in a file, a source answers every question, with figures that can be.</summary>
public sealed class SourcePropertyTests
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["breastfeeding"] = "Month,Point,Due,Totally,Partially,Not at all,Not known\n2026-09,birth,108,50,11,44,3\n2026-10,birth,\"1,008\",510,90,400,8\nOct-26,6-8 weeks,90,20,10,60,\n2026-10,10-14 days,99,don't know,,,\n",
        ["ledger"] = "Date,Strand,Type,Kind,Amount\n2026-09-30,parenting,revenue,actual,\"£7,221.70\"\n30/10/2026,Infant feeding,capital,actual,(12.50)\n2026-11-30,parenting,revenue,forecast,9000\n",
        ["training"] = "Person,Course,Date,Status,Ward,Organisation\nD-001,VIG,2026-10-15,completed,Treefield,Council\nD-001,VIG,2026-10-15,booked,,\nD-002,Triple P,15/9/2026,withdrawn,,\n",
        ["panel"] = "Date,Activity,Parents,Members\n2026-09-10,Meeting,11,16\n2026-10-28,survey,58,\n",
        ["front-door"] = "From,To,Users,New users,Sessions,Page views,Average minutes\n01/09/2026,30/09/2026,\"2,130\",\"1,480\",\"3,020\",\"25,900\",2.3\n2026-10-01,2026-10-31,10,5,20,30,1.25\n",
    };

    private static readonly Dictionary<string, FigureRequest[]> Requests = new()
    {
        ["breastfeeding"] = Ask(BreastfeedingSource.Name, ("point", "birth")),
        ["ledger"] = Ask(LedgerSource.Name),
        ["training"] = Ask(TrainingSource.Name),
        ["panel"] = Ask(PanelSource.Name),
        ["front-door"] = Ask(FrontDoorSource.Name),
    };

    public static TheoryData<string> Sources => [.. Good.Keys];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Arbitrary_bytes_are_answered(string source) =>
        Prop.ForAll(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf().ToArbitrary(), bytes => Answers(source, bytes)).Check(Properties.Repeatable);

    [Theory]
    [MemberData(nameof(Sources))]
    public void Arbitrary_cells_below_the_headings_are_answered(string source)
    {
        var headings = Good[source].Split('\n')[0];
        var cell = Gen.Elements(
            "", "birth", "6-8 weeks", "2026-10", "2026-10-31", "31/10/2026", "9999-12-31", "-0001-01-01", "parenting", "actual", "forecast", "revenue", "capital", "completed", "meeting",
            "0", "1", "-1", "1.5", "2147483647", "2147483648", "79228162514264337593543950335", "-79228162514264337593543950335", "0.0000000000000000000000000001", "1e9", "£", "(", "\"", "\"1,204\"", "\r", "é", "\uFDD0", "\0");
        var row = cell.ListOf(headings.Split(',').Length).Select(cells => string.Join(',', cells));
        Prop.ForAll(row.NonEmptyListOf().ToArbitrary(), rows => Answers(source, Encoding.UTF8.GetBytes($"{headings}\n{string.Join('\n', rows)}"))).Check(Properties.Repeatable);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Good_files_with_bytes_changed_left_out_or_doubled_are_answered(string source)
    {
        var file = Encoding.UTF8.GetBytes(Good[source]);
        var change = from at in Gen.Choose(0, file.Length - 1) from what in Gen.Choose(0, 2) from value in Gen.Elements(",;\"\n\r\t 0123456789-/.£x\0".ToCharArray()) select (at, what, value);
        Prop.ForAll(change.NonEmptyListOf().ToArbitrary(), changes =>
        {
            var bytes = file.ToList();
            foreach (var (at, what, value) in changes.Where(change => change.at < bytes.Count))
            {
                if (what == 0)
                    bytes[at] = (byte)value;
                else if (what == 1)
                    bytes.RemoveAt(at);
                else
                    bytes.Insert(at, (byte)value);
            }

            Answers(source, [.. bytes]);
        }).Check(Properties.Repeatable);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Good_files_cut_off_anywhere_are_answered(string source)
    {
        var file = Encoding.UTF8.GetBytes(Good[source]);
        for (var length = 0; length <= file.Length; length++)
            Answers(source, file[..length]);
    }

    [Fact]
    public void Amounts_come_out_to_the_penny_in_whatever_order_they_stand()
    {
        var amounts = Gen.Choose(-100_000_000, 100_000_000).NonEmptyListOf();
        Prop.ForAll(amounts.ToArbitrary(), pence =>
        {
            var rows = pence.Select(p => string.Create(CultureInfo.InvariantCulture, $"2026-10-31,transformation,revenue,actual,{p / 100m:0.00}\n"));
            Assert.Equal(pence.Sum(p => (decimal)p) / 100, Spent(rows));
            Assert.Equal(Spent(rows), Spent(rows.Reverse()));
        }).Check(Properties.Repeatable);

        static decimal? Spent(IEnumerable<string> rows) =>
            Given.ReadAsync("ledger", [Given.Ask("spent", "2026-10")], [Given.File("ledger/2026-10.csv", $"Date,Strand,Type,Kind,Amount\n{string.Concat(rows)}")]).GetAwaiter().GetResult().Figure().Value;
    }

    [Fact]
    public void A_rate_lies_within_its_interval_which_lies_between_0_and_100()
    {
        var counts = from due in Gen.Choose(1, 100_000) from breastfed in Gen.Choose(0, due) select (breastfed, due);
        Prop.ForAll(counts.ToArbitrary(), count =>
        {
            var interval = WilsonInterval.Of(count.breastfed, count.due)!;
            Assert.InRange(count.breastfed * 100m / count.due, interval.Lower, interval.Upper);
            Assert.InRange(interval.Lower, 0, interval.Upper);
            Assert.InRange(interval.Upper, 0, 100);
        }).Check(Properties.Repeatable);
    }

    private static FigureRequest[] Ask(string source, params (string, string)[] where) =>
        [.. FigureCatalogue.All.Where(figure => figure.Source == source).Select(figure => figure.What).SelectMany(what => new[] { Given.Ask(what, "2026-10", where), Given.Ask(what, "2026-04..2026-10", where), Given.Ask(what, "2026-27", where) })];

    private static void Answers(string source, byte[] content)
    {
        var requests = Requests[source];
        foreach (var name in new[] { "2026-10.csv", "2026-27.csv" })
        {
            var reading = Given.ReadAsync(source, requests, [Given.File($"{source}/{name}", content), Given.File($"front-door-content/{name}", content)]).GetAwaiter().GetResult();
            Assert.Equal(requests.Select(request => request.Key).Order(), reading.Figures.Keys.Order());
            Assert.All(reading.Figures.Values, figure => Assert.True(figure.Value is not null || reading.Findings.Count > 0, "A figure is missing, and nothing says why."));
            Assert.All(reading.Findings, finding => Assert.EndsWith(".", finding.Sentence, StringComparison.Ordinal));
        }
    }
}
