namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>
/// The rule for publishing numbers of people: 0 is shown, 1 to 7 are withheld, 8 and more are rounded to the nearest 5. Source: disclosure
/// control of Hospital Episode Statistics, NHS Digital, since September 2018, for tables below national level.
/// </summary>
public static class SmallNumbers
{
    /// <summary>The smallest number that is withheld.</summary>
    internal const int Least = 1;

    /// <summary>The largest number that is withheld.</summary>
    internal const int Most = 7;

    private const int Step = 5;

    /// <summary>A number of people.</summary>
    public static PublishedNumber Count(decimal? people) => people switch
    {
        null or 0 => PublishedNumber.Shown(people),
        <= Most => PublishedNumber.Withheld,
        { } number => PublishedNumber.Shown(Step * Math.Round(number / Step, MidpointRounding.AwayFromZero)),
    };

    /// <summary>
    /// A share, from the rounded numbers. It is withheld when any of the three is: those who have it, those who have it not, and all of them.
    /// Without the numbers it cannot be judged, and is withheld as well.
    /// </summary>
    public static PublishedFigure Rate(decimal? value, decimal? numerator, decimal? denominator, int decimals)
    {
        if (value is null)
            return PublishedFigure.Missing;
        var (part, rest, whole) = (Count(numerator), Count(denominator - numerator), Count(denominator));
        return part.IsWithheld || rest.IsWithheld || part.Value is null || whole.Value is null or 0
            ? new PublishedFigure(PublishedNumber.Withheld, PublishedNumber.Withheld, whole)
            : new PublishedFigure(PublishedNumber.Shown(Math.Round(100 * part.Value.Value / whole.Value.Value, decimals, MidpointRounding.AwayFromZero)), part, whole);
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
        return new PublishedFigure(number.Value is null ? PublishedNumber.Withheld : PublishedNumber.Shown(value), PublishedNumber.Missing, number);
    }

    /// <summary>
    /// Numbers that add up to something. Rounding alone is not enough here: 8, 8 and 1 would be shown as 10, 10 and * beside a total of 15,
    /// which only a 1 allows. Then no number but 0 is shown, and where the total would still tell, it is not shown either. To withhold just one
    /// more would tell those who know the rule which one it was.
    /// </summary>
    /// <param name="parts">The numbers.</param>
    /// <param name="total">Their total where it is given: of people it can be less than the sum.</param>
    internal static (IReadOnlyList<PublishedNumber> Parts, PublishedNumber Total) Column(IReadOnlyList<decimal?> parts, decimal? total)
    {
        // The sum may be known from elsewhere, such as from a figure of the return.
        var sum = parts.Sum() ?? 0;
        PublishedNumber[] known = [Count(sum), Count(total ?? sum)];
        PublishedNumber[] shown = [.. parts.Select(Count)];
        if (!known.Any(one => Differencing.CanBeWorkedOut(shown, one, Most)))
            return (shown, Count(total));
        var most = shown.Any(number => number.Value > 0) ? decimal.MaxValue : Most;
        shown = [.. shown.Select(number => number.Value > 0 ? PublishedNumber.Withheld : number)];
        return (shown, known.Any(one => Differencing.CanBeWorkedOut(shown, one, most)) ? PublishedNumber.Withheld : Count(total));
    }
}
