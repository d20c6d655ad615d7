namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>
/// The rule for publishing numbers of people: 0 is shown, 1 to 7 are withheld, 8 and more are rounded to the nearest 5; shares are of the true
/// numbers, in steps so wide that they tell no more than such a count. docs/return-documents.md, "What is published", names the sources.
/// </summary>
public static class SmallNumbers
{
    /// <summary>The smallest number that is withheld.</summary>
    internal const int Least = 1;

    /// <summary>The largest number that is withheld.</summary>
    internal const int Most = 7;

    /// <summary>How many numbers of people a published one can have been: those that are rounded to the same five.</summary>
    internal const int Step = 5;

    /// <summary>The smallest denominator of which a whole percent is not less than <see cref="Step"/> people.</summary>
    internal const int LeastOfWholePercent = 500;

    // From so many on, of which a step of so many percent is that many people. Below the last one no step would leave anything to be read.
    private static readonly (int LeastDenominator, int Percent)[] Steps = [(LeastOfWholePercent, 1), (100, 5), (50, 10)];

    /// <summary>A number of people.</summary>
    public static PublishedNumber Count(decimal? people) => people switch
    {
        null or 0 => PublishedNumber.Shown(people),
        <= Most => PublishedNumber.Withheld,
        { } number => PublishedNumber.Shown(Step * Math.Round(number / Step, MidpointRounding.AwayFromZero)),
    };

    /// <summary>
    /// A share of people: a whole percent, or a band of 5 or 10 percent where a percent would be fewer than five people; nothing of fewer than 50.
    /// Nor is it shown when those who have it or those who have it not are 1 to 7, or are so near to it that the band would tell. Without the numbers it
    /// cannot be judged, and is withheld as well.
    /// </summary>
    /// <param name="value">The share as it was computed; null when there is none.</param>
    /// <param name="numerator">Those who have it.</param>
    /// <param name="denominator">All.</param>
    public static PublishedFigure Rate(decimal? value, decimal? numerator, decimal? denominator)
    {
        if (value is null)
            return PublishedFigure.Missing;
        if (numerator is not { } part || denominator is not { } all || all <= 0)
            return new PublishedFigure(PublishedNumber.Withheld, PublishedNumber.Missing, Count(denominator)) { HidesFew = true };
        var hidesFew = IsFew(part) || IsFew(all - part) || IsFew(all);
        var whole = Count(all);
        return new PublishedFigure(hidesFew ? PublishedNumber.Withheld : Share(part, all), PublishedNumber.Missing, whole) { HidesFew = hidesFew };
    }

    /// <summary>
    /// A mean, as it is unless it is of 1 to 7 people or of an unknown number. The sum is never shown: divided by the mean it would give the
    /// number of people.
    /// </summary>
    public static PublishedFigure Average(decimal? value, decimal? people)
    {
        if (value is null)
            return PublishedFigure.Missing;
        var number = Count(people);
        return new PublishedFigure(number.Value is null ? PublishedNumber.Withheld : PublishedNumber.Shown(value), PublishedNumber.Missing, number) { HidesFew = number.Value is null };
    }

    /// <summary>
    /// A baseline that was computed: as it is, since a target is worked out from it and would tell it, or not at all.
    /// </summary>
    /// <param name="value">The baseline.</param>
    /// <param name="figure">The same as a figure would be published.</param>
    internal static PublishedNumber Baseline(decimal? value, PublishedFigure figure) =>
        value is null ? PublishedNumber.Missing : figure is { Value.Value: not null, HidesFew: false } ? PublishedNumber.Shown(value) : PublishedNumber.Withheld;

    /// <summary>
    /// Numbers that add up to something, so that nobody can work out a withheld one who knows the sum: from a total below, from a share, or from another
    /// table. Rounding alone is not enough: 8, 8 and 1 would be shown as 10, 10 and *, which together with 17 only a 1 allows. Then no number but 0 is
    /// shown. To withhold just one more would tell those who know the rule which one it was. Where even that would tell, as of twelve people in twelve
    /// places, nothing is shown.
    /// </summary>
    internal static IReadOnlyList<PublishedNumber> Column(IReadOnlyList<decimal?> parts)
    {
        PublishedNumber[] shown = [.. parts.Select(Count)];
        var sum = parts.Sum() ?? 0;
        return !Differencing.CanBeWorkedOut(shown, sum) ? shown
            : !Differencing.CanBeWorkedOut(parts.Count(part => part > 0), sum) ? [.. shown.Select(number => number.Value > 0 ? PublishedNumber.Withheld : number)]
            : [.. shown.Select(number => number == PublishedNumber.Missing ? number : PublishedNumber.Withheld)];
    }

    private static PublishedNumber Share(decimal part, decimal all)
    {
        var (share, percent) = (100 * part / all, Steps.FirstOrDefault(step => all >= step.LeastDenominator).Percent);
        if (percent > 0 && (part == 0 || part == all))
            return PublishedNumber.Shown(share);
        if (percent == 0)
            return PublishedNumber.Withheld;
        var from = percent == 1 ? Math.Round(share, MidpointRounding.AwayFromZero) - 0.5m : percent * decimal.Floor(share / percent);
        var (fewest, most) = (decimal.Ceiling(from * all / 100), decimal.Ceiling((from + percent) * all / 100) - 1);

        // Of a band that begins among the withheld numbers, as 5 to under 10 % of 100 people, only 8 and 9 would be possible.
        return fewest <= Most || all - most <= Most ? PublishedNumber.Withheld
            : percent == 1 ? PublishedNumber.Shown(Math.Round(share, MidpointRounding.AwayFromZero))
            : PublishedNumber.Band(from, from + percent);
    }

    private static bool IsFew(decimal people) => people is > 0 and <= Most;
}
