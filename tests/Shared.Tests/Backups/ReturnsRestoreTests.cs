using Azure.Data.Tables;
using HubAutomation.Shared.Backups;

namespace HubAutomation.Shared.Tests.Backups;

/// <summary>What of a copy's returns comes back: nothing that is frozen changes, and the chain of fingerprints fits afterwards.</summary>
public sealed class ReturnsRestoreTests
{
    private const string IsFrozen = "what is frozen is never changed";
    private const string DoesNotFit = "a frozen return comes back only into its gap of the chain of fingerprints";
    private const string MayBeFrozen = "a frozen return is missing, and it may be this one: bring back the newest copy that has it frozen";

    private static readonly TableEntity July = Frozen("2026-07.001", 1, "", "f1");
    private static readonly TableEntity August = Frozen("2026-08.001", 2, "f1", "f2");
    private static readonly TableEntity September = Frozen("2026-09.001", 3, "f2", "f3");

    [Fact]
    public void A_return_that_was_frozen_since_is_not_opened_again()
    {
        var open = Open("2026-08.001");

        Assert.Equal(IsFrozen, Why([July, open, End(1, "f1")], [July, August, End(2, "f2")], open));
    }

    [Fact]
    public void A_frozen_row_that_reads_differently_stays_and_so_does_the_end_of_the_chain()
    {
        var other = Frozen("2026-08.001", 2, "f1", "g2");

        Assert.Equal(IsFrozen, Why([July, other, End(2, "g2")], [July, August, End(2, "f2")], other));
        Assert.Equal("the chain of frozen returns goes on, and is never set back", Why([July, End(1, "f1")], [July, August, End(2, "f2")], End(1, "f1")));
    }

    [Fact]
    public void A_frozen_return_that_is_lost_comes_back_into_its_gap()
    {
        Assert.Null(Why([July, August, End(2, "f2")], [July, September, End(3, "f3")], August));
        Assert.Null(Why([July, August, September, End(3, "f3")], [July, End(3, "f3")], September));
        Assert.Null(Why([July, August, September, End(3, "f3")], [July, End(3, "f3")], August));
    }

    [Fact]
    public void One_that_was_opened_again_by_an_earlier_release_is_frozen_again() =>
        Assert.Null(Why([July, August, End(2, "f2")], [July, Open("2026-08.001"), End(2, "f2")], August));

    [Fact]
    public void What_would_break_the_chain_stays_away()
    {
        var other = Frozen("2026-08.001", 2, "f1", "g2");

        Assert.Equal(DoesNotFit, Why([July, other, End(2, "g2")], [July, September, End(3, "f3")], other));
        Assert.Equal(DoesNotFit, Why([July, other, End(2, "g2")], [July, End(2, "f2")], other));
        Assert.Equal(DoesNotFit, Why([July, August, End(2, "f2")], [July, End(1, "f1")], August));
        Assert.Equal(DoesNotFit, Why([July, August, End(2, "f2")], [Frozen("2026-10.001", 1, "", "h1"), End(1, "h1")], July));
    }

    [Fact]
    public void A_lost_table_comes_back_whole_also_when_somebody_has_looked_at_its_chain_since()
    {
        TableEntity[] kept = [July, August, End(2, "f2"), Open("2026-09.001")];

        foreach (var standing in new TableEntity[][] { [], [End(0, "")] })
        {
            Assert.All(kept, row => Assert.Null(Why(kept, standing, row)));
            Assert.True(new ReturnsRestore(kept, standing).Returns(End(2, "f2"), standing.FirstOrDefault()).IsAsGoodAsMissing);
        }
    }

    [Fact]
    public void A_return_that_was_open_then_comes_back_only_where_none_that_is_frozen_is_missing()
    {
        var open = Open("2026-08.001");

        Assert.Null(Why([July, open, End(1, "f1")], [July, End(1, "f1")], open));
        Assert.Equal(MayBeFrozen, Why([July, open, End(1, "f1")], [July, End(2, "f2")], open));
        Assert.Equal("a return that is under way goes on with its run", Why([open, End(0, "")], [Open("2026-08.001", "run-2"), End(0, "")], open));
    }

    [Fact]
    public void Lines_come_back_only_to_a_return_that_is_frozen_as_it_was()
    {
        var line = Line("halton.2026-08.001", "000.IF-01");
        var copy = Line("halton.IF-01", "2026-08.001");
        foreach (var lost in new[] { line, copy })
        {
            Assert.Null(Lines([July, August], [July, August], lost));
            Assert.NotNull(Lines([July, August], [July, Frozen("2026-08.001", 2, "f1", "g2")], lost));
            Assert.NotNull(Lines([July, Open("2026-08.001")], [July, August], lost));
            Assert.NotNull(Lines([July, August], [July, Open("2026-08.001")], lost));
            Assert.NotNull(Lines([July, August], [July], lost));
            Assert.Null(Lines([July, August, End(2, "f2")], [], lost, alsoReturns: true));
            Assert.Equal("the lines of a return are never changed", new ReturnsRestore([July, August], [July, August]).Lines(true)(lost, Line("halton.2026-08.001", "000.IF-01")).WhyLeft);
        }
    }

    [Fact]
    public void What_was_found_in_a_return_is_as_frozen_as_the_return()
    {
        var finding = Line("halton.2026-08.001", "IF-01.jump");
        string? Why(TableEntity then, TableEntity now) => new ReturnsRestore([July, then, End(1, "f1")], [July, now, End(1, "f1")]).Findings(false)(finding, null).WhyLeft;

        Assert.Null(Why(August, August));
        Assert.Null(Why(Open("2026-08.001"), Open("2026-08.001")));
        Assert.NotNull(Why(Open("2026-08.001"), August));
        Assert.NotNull(Why(August, Open("2026-08.001")));
        Assert.Equal("what was found or said since stays", new ReturnsRestore([August], [August]).Findings(false)(finding, finding).WhyLeft);
    }

    [Fact]
    public void Of_two_authorities_each_has_its_own_chain()
    {
        var don = new TableEntity("don-valley", "2026-08.001") { ["Status"] = "Frozen", ["ChainNumber"] = 1, ["Previous"] = "", ["Fingerprint"] = "d1" };
        var restore = new ReturnsRestore([July, End(1, "f1"), don, new TableEntity("don-valley", "chain") { ["Length"] = 1, ["Fingerprint"] = "d1" }], [July, August, End(2, "f2")]);

        Assert.Null(restore.Returns(don, null).WhyLeft);
        Assert.NotNull(restore.Returns(End(1, "f1"), End(2, "f2")).WhyLeft);
    }

    private static string? Why(TableEntity[] kept, TableEntity[] standing, TableEntity row) =>
        new ReturnsRestore(kept, standing).Returns(row, standing.FirstOrDefault(now => now.RowKey == row.RowKey)).WhyLeft;

    private static string? Lines(TableEntity[] kept, TableEntity[] standing, TableEntity line, bool alsoReturns = false) =>
        new ReturnsRestore(kept, standing).Lines(alsoReturns)(line, null).WhyLeft;

    private static TableEntity Frozen(string key, int number, string previous, string fingerprint) =>
        new("halton", key) { ["Status"] = "Frozen", ["ChainNumber"] = number, ["Previous"] = previous, ["Fingerprint"] = fingerprint };

    private static TableEntity Open(string key, string run = "run-1") => new("halton", key) { ["Status"] = "Collecting", ["RunId"] = run, ["ChainNumber"] = 0 };

    private static TableEntity End(int length, string fingerprint) => new("halton", "chain") { ["Length"] = length, ["Fingerprint"] = fingerprint };

    private static TableEntity Line(string partition, string row) => new(partition, row) { ["Line"] = "{}" };
}
