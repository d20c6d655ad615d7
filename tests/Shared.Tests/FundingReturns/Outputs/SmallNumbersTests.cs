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
    [InlineData(38, 47, "* / 45")] // 81 % could only be 38 of 47
    [InlineData(40, 49, "* / 50")]
    [InlineData(37, 50, "70-80 / 50")]
    [InlineData(40, 50, "* / 50")] // 80 to under 90 % could be seven without it
    [InlineData(79, 99, "70-80 / 100")]
    [InlineData(79, 100, "75-80 / 100")]
    [InlineData(83, 145, "55-60 / 145")]
    [InlineData(399, 499, "75-80 / 500")]
    [InlineData(399, 500, "80 / 500")] // 79.8 %
    [InlineData(57, 1000, "6 / 1000")]
    [InlineData(0, 60, "0 / 60")]
    [InlineData(60, 60, "100 / 60")]
    [InlineData(0, 20, "* / 20")] // of too few
    [InlineData(7, 100, "* / 100")] // too few have it
    [InlineData(9, 100, "* / 100")] // 5 to under 10 % would be 8 or 9
    [InlineData(10, 100, "10-15 / 100")]
    [InlineData(93, 100, "* / 100")] // too few have it not
    [InlineData(91, 100, "* / 100")]
    [InlineData(3, 5, "* / *")] // too few altogether
    [InlineData(0, 0, "* / 0")]
    public void Shares_are_true_ones_in_steps_of_at_least_five_people(int numerator, int denominator, string published)
    {
        var rate = SmallNumbers.Rate(denominator == 0 ? 0 : 100m * numerator / denominator, numerator, denominator);

        Assert.Equal(published, $"{Shown(rate.Value)} / {Shown(rate.Denominator)}");
        Assert.Equal(PublishedNumber.Missing, rate.Numerator);
    }

    /// <summary>Even who knows exactly how many there are, as who can count the staff of a team, cannot tell which of five numbers have it.</summary>
    [Fact]
    public void A_share_that_is_shown_leaves_at_least_five_numbers_possible()
    {
        for (var all = 1; all <= 1100; all++)
        {
            var of = all;
            var told = Enumerable.Range(0, all + 1).GroupBy(part => Shown(SmallNumbers.Rate(100m * part / of, part, of).Value))
                .Where(same => same.Key is not "*" && same.Count() < 5 && !same.All(part => part == 0 || part == of));

            // 0 and all are shown as they are, and so may be one of 1 to 7 no longer.
            Assert.Empty(told.Select(same => $"{same.Key} of {of}: {string.Join(' ', same)}"));
        }
    }

    /// <summary>A share that rises is never shown as one that falls, as shares of rounded numbers were.</summary>
    [Theory]
    [InlineData(90)]
    [InlineData(140)]
    [InlineData(900)]
    public void A_share_that_rises_is_not_shown_as_falling(int denominator)
    {
        var shares = Enumerable.Range(8, denominator - 15).Select(part => SmallNumbers.Rate(100m * part / denominator, part, denominator).Value).Where(share => share.IsShown)
            .Select(share => share.Value ?? share.From!.Value).ToList();

        Assert.Equal(shares.Order(), shares);
    }

    [Fact]
    public void A_share_whose_numbers_are_unknown_is_not_shown() => Assert.Equal(PublishedNumber.Withheld, SmallNumbers.Rate(50, null, null).Value);

    [Theory]
    [InlineData(7, "*")]
    [InlineData(8, "2.2")]
    public void A_mean_of_few_people_is_not_shown(int people, string published) => Assert.Equal(published, Shown(SmallNumbers.Average(2.2m, people).Value));

    [Fact]
    public void The_sum_behind_a_mean_is_never_shown() => Assert.Equal(PublishedNumber.Missing, SmallNumbers.Average(2.2m, 1000).Numerator);

    [Fact]
    public void Where_rounded_numbers_and_their_total_would_tell_the_withheld_one_all_are_withheld() => Assert.Equal("* * *", Publish([8, 8, 1]));

    [Fact]
    public void Of_nothing_but_single_people_in_every_place_nothing_is_shown() => Assert.Equal("* * * * * * * * * * * *", Publish([.. Enumerable.Repeat(1, 12)]));

    [Fact]
    public void Where_seven_have_one_each_not_even_the_empty_places_are_shown() => Assert.Equal("* * * * * * * *", Publish([1, 1, 1, 0, 1, 1, 1, 1]));

    /// <summary>
    /// Every table of so many numbers and of every sum up to some, and what one can conclude who knows the rule and exactly what they add up to, from a
    /// share, another table or a total: whatever tables lead to the same publication are possible. No number from 1 to 7 may be the same in all of them.
    /// A sum of 7 or less is itself withheld wherever it stands.
    /// </summary>
    [Theory]
    [InlineData(2, 60)]
    [InlineData(3, 60)]
    [InlineData(4, 36)]
    [InlineData(6, 18)]
    [InlineData(8, 12)]
    [InlineData(12, 9)]
    public void Of_no_table_can_a_withheld_number_be_worked_out_even_by_one_who_knows_the_sum_and_how_it_was_made(int parts, int largestSum)
    {
        var told = Tables(parts, largestSum).GroupBy(table => (Shown: Publish(table), Sum: Math.Max(7, table.Sum())))
            .SelectMany(same => Enumerable.Range(0, parts).Where(i => same.Select(table => table[i]).Distinct().Take(2).ToArray() is [>= 1 and <= 7]).Select(i => $"{same.Key} tells part {i + 1}"))
            .ToList();

        Assert.True(told.Count == 0, string.Join('\n', told.Take(10)));
    }

    private static IEnumerable<int[]> Tables(int parts, int largestSum) =>
        parts == 0 ? [[]] : Enumerable.Range(0, largestSum + 1).SelectMany(first => Tables(parts - 1, largestSum - first).Select(rest => (int[])[first, .. rest]));

    private static string Publish(int[] table) => string.Join(' ', SmallNumbers.Column([.. table.Select(part => (decimal?)part)]).Select(Shown));

    private static string Shown(PublishedNumber number) => number switch
    {
        { IsWithheld: true } => "*",
        { From: { } from, Below: { } below } => FormattableString.Invariant($"{from:0}-{below:0}"),
        _ => number.Value?.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) ?? "-",
    };
}
