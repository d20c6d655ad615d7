using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Tests.Timetables.Publishing;
using Xunit.Abstractions;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs.Attack;

/// <summary>
/// What a reader can work out who has every published edition of an authority – months, quarters, a year, packs, both tables by ward – and puts
/// all of it into equations. docs/return-documents.md, "What is published", says what must not be.
/// </summary>
public sealed class AttackTests(ITestOutputHelper output)
{
    // Of a number that is withheld never one or two, since of these each is nearly told. Of one that is published nowhere, such as those who are not
    // registered, never one: where all and those who are stand side by side, each rounded, their difference may be known to be 6 or 7.
    private static int FewestPossible(string cell) => cell.EndsWith("_part", StringComparison.Ordinal) || cell.EndsWith("_rest", StringComparison.Ordinal) ? 2 : 3;

    [ScipyTheory]
    [InlineData("halton")]
    [InlineData("don-valley")]
    public async Task Of_a_year_and_more_of_the_samples_no_withheld_number_can_be_worked_out(string authority)
    {
        var year = new SampleYear(authority);
        var cells = new PublishedCells(authority, year.Places);
        foreach (var published in await year.ReturnsAsync())
            cells.Add(published);

        var found = Assert.Single(await Attacker.AttackAsync([cells.ToJson()]));

        Assert.True(found.Hidden > 50, $"Only {found.Hidden} numbers are withheld: there was next to nothing to attack.");
        Judge(found);
    }

    [ScipyFact]
    public void Of_any_half_year_of_few_people_no_withheld_number_can_be_worked_out() => Prop.ForAll(
        InventedYear.Any.Generator.ListOf(20).ToArbitrary(),
        years =>
        {
            var found = Attacker.AttackAsync(years.Select((year, i) => Cells($"{i}", year.Returns()))).GetAwaiter().GetResult();
            Assert.Equal(years.Count, found.Count);
            Assert.True(found.Sum(one => one.Hidden) > 20 * years.Count);
            foreach (var one in found)
                Judge(one);
        }).Check(Properties.Repeatable.WithMaxTest(4));

    [ScipyFact]
    public void Of_measures_that_are_parts_of_each_other_no_withheld_number_can_be_worked_out() => Prop.ForAll(
        InventedParts.Any.Generator.ListOf(25).ToArbitrary(),
        parts =>
        {
            var found = Attacker.AttackAsync(parts.Select((one, i) => one.ToCells($"{i}"))).GetAwaiter().GetResult();
            Assert.Equal(parts.Count, found.Count);
            Assert.True(found.Sum(one => one.Hidden) > 5 * parts.Count);
            foreach (var one in found)
                Judge(one);
        }).Check(Properties.Repeatable.WithMaxTest(4));

    /// <summary>That the attack would find it: months beside their sum, shown by a rule that looks at each number alone.</summary>
    [ScipyFact]
    public async Task The_attack_finds_what_rounding_alone_would_tell()
    {
        const string Rounded = """{"name":"rounded","cells":{"april":10,"may":10,"june":"*","since":15},"sums":[["since",["april","may","june"]]],"hidden":[1,7],"rounded":5}""";

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Attacker.AttackAsync([Rounded]));

        Assert.Contains("rounded: 1 hidden, 1 exact, 0 narrowed june=1..1", failure.Message, StringComparison.Ordinal);
    }

    private static string Cells(string name, IEnumerable<CompiledReturn> returns)
    {
        var cells = new PublishedCells(name);
        foreach (var one in returns)
            cells.Add(one);
        return cells.ToJson();
    }

    private void Judge(Found found)
    {
        output.WriteLine($"{found.Name}: {found.Hidden} withheld, {found.Exact} told, {found.Narrowed.Count} narrowed ({found.Narrowed.Count(cell => cell.Most - cell.Least + 1 < 5)} to fewer than five)");
        Assert.Equal(0, found.Exact);
        Assert.Empty(found.Narrowed.Where(cell => cell.Most - cell.Least + 1 < FewestPossible(cell.Cell)).Select(cell => $"{found.Name}: {cell}"));
    }
}
