using HubAutomation.Shared.FundingReturns.Outputs.Published;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

/// <summary>The rule for numbers of people, and that nobody who knows it can work out what it withholds.</summary>
public sealed class SmallNumbersTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "*")]
    [InlineData(7, "*")]
    [InlineData(8, "10")]
    [InlineData(12, "10")]
    [InlineData(13, "15")]
    [InlineData(557, "555")]
    public void People_are_counted_in_fives_or_not_shown(int people, string published) => Assert.Equal(published, Shown(SmallNumbers.Count(people)));

    [Theory]
    [InlineData(83, 145, "58.6 = 85 / 145")] // 57.2 % in truth, which would tell that it was 83
    [InlineData(0, 20, "0 = 0 / 20")]
    [InlineData(20, 20, "100 = 20 / 20")]
    [InlineData(7, 100, "* = * / 100")] // too few have it
    [InlineData(93, 100, "* = * / 100")] // too few have it not
    [InlineData(3, 5, "* = * / *")] // too few altogether
    [InlineData(0, 0, "* = * / 0")]
    public void Shares_come_from_rounded_numbers(int numerator, int denominator, string published)
    {
        var rate = SmallNumbers.Rate(denominator == 0 ? 0 : 100m * numerator / denominator, numerator, denominator, decimals: 1);

        Assert.Equal(published, $"{Shown(rate.Value)} = {Shown(rate.Numerator)} / {Shown(rate.Denominator)}");
    }

    [Fact]
    public void A_share_whose_numbers_are_unknown_is_not_shown() => Assert.Equal(PublishedNumber.Withheld, SmallNumbers.Rate(50, null, null, 1).Value);

    [Theory]
    [InlineData(7, "*")]
    [InlineData(8, "2.2")]
    public void A_mean_of_few_people_is_not_shown(int people, string published) => Assert.Equal(published, Shown(SmallNumbers.Average(2.2m, people).Value));

    [Fact]
    public void The_sum_behind_a_mean_is_never_shown() => Assert.Equal(PublishedNumber.Missing, SmallNumbers.Average(2.2m, 1000).Numerator);

    [Fact]
    public void Where_rounded_numbers_and_their_total_would_tell_the_withheld_one_all_are_withheld()
    {
        var (parts, total) = SmallNumbers.Column([8, 8, 1], 17);

        Assert.Equal("* * * 15", string.Join(' ', parts.Append(total).Select(Shown)));
    }

    [Fact]
    public void A_total_of_nothing_but_single_people_is_not_shown_beside_them()
    {
        var (parts, total) = SmallNumbers.Column([.. Enumerable.Repeat<decimal?>(1, 12)], 12);

        Assert.All(parts.Append(total), number => Assert.Equal(PublishedNumber.Withheld, number));
    }

    /// <summary>
    /// Every table of two, three and four numbers, and what one who knows the rule can conclude from what is published of it: whatever
    /// tables lead to the same publication are possible. No number from 1 to 7 may be the same in all of them. (Of those that show a 20, some
    /// are beyond the numbers tried.)
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Of_no_table_can_a_withheld_number_be_worked_out_even_by_one_who_knows_how_it_was_made(int parts)
    {
        const int Highest = 20;
        var tables = Enumerable.Range(0, (int)Math.Pow(Highest + 1, parts))
            .Select(code => Enumerable.Range(0, parts).Select(i => code / (int)Math.Pow(Highest + 1, i) % (Highest + 1)).ToArray());

        var told = tables.GroupBy(Publish).Where(same => !same.Key.Split(' ').Take(parts).Contains("20"))
            .SelectMany(same => Enumerable.Range(0, parts).Where(i => same.Select(table => table[i]).Distinct().ToArray() is [>= 1 and <= 7]).Select(i => $"{same.Key} tells part {i + 1}"))
            .ToList();

        Assert.True(told.Count == 0, string.Join('\n', told.Take(10)));
    }

    private static string Publish(int[] table)
    {
        var (parts, total) = SmallNumbers.Column([.. table.Select(part => (decimal?)part)], table.Sum());
        return string.Join(' ', parts.Append(total).Select(Shown));
    }

    private static string Shown(PublishedNumber number) => number.IsWithheld ? "*" : number.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-";
}
