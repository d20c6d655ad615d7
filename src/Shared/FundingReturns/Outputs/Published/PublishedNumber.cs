namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>
/// A number as it is published: shown, said only between which ends it lies, withheld, or not there. One that is withheld does not hold what it
/// was, so that nothing made from it can tell.
/// </summary>
public readonly record struct PublishedNumber
{
    /// <summary>How a number is written that is withheld.</summary>
    public const string Sign = "*";

    /// <summary>There is none.</summary>
    public static readonly PublishedNumber Missing;

    /// <summary>There is one, and it is not shown.</summary>
    public static readonly PublishedNumber Withheld = new(null, null, null, isWithheld: true);

    private PublishedNumber(decimal? value, decimal? from, decimal? below, bool isWithheld) => (Value, From, Below, IsWithheld) = (value, from, below, isWithheld);

    /// <summary>What is shown; null for nothing, and for a band.</summary>
    public decimal? Value { get; }

    /// <summary>The lower end of a band, which the number has at least; null for what is no band.</summary>
    public decimal? From { get; }

    /// <summary>The upper end of a band, which the number is below; null for what is no band.</summary>
    public decimal? Below { get; }

    /// <summary>Whether there is a number that is not shown.</summary>
    public bool IsWithheld { get; }

    /// <summary>Whether something of it is shown.</summary>
    public bool IsShown => Value is not null || From is not null;

    /// <summary>A number that may be seen by anybody; missing for null.</summary>
    public static PublishedNumber Shown(decimal? value) => new(value, null, null, isWithheld: false);

    /// <summary>A number of which only this may be seen: that it lies between two ends.</summary>
    /// <param name="from">It is at least this.</param>
    /// <param name="below">And less than this.</param>
    public static PublishedNumber Band(decimal from, decimal below) => new(null, from, below, isWithheld: false);
}

/// <summary>A figure as it is published.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Numerator">Of a rate that is published as it is; of no other, since the rounded one beside the share would tell more than either.</param>
/// <param name="Denominator">Of a rate or a mean.</param>
public sealed record PublishedFigure(PublishedNumber Value, PublishedNumber Numerator, PublishedNumber Denominator)
{
    /// <summary>There is a figure, and nothing of it is shown.</summary>
    public static readonly PublishedFigure Withheld = new(PublishedNumber.Withheld, PublishedNumber.Withheld, PublishedNumber.Withheld) { HidesFew = true };

    /// <summary>There is none.</summary>
    public static readonly PublishedFigure Missing = new(PublishedNumber.Missing, PublishedNumber.Missing, PublishedNumber.Missing);

    /// <summary>
    /// Whether a number of 1 to 7 people may be behind it: then nothing that is made of it and others may be shown. A share that is only of too few to
    /// be shown hides nobody.
    /// </summary>
    public bool HidesFew { get; init; }

    /// <summary>A figure that stands by itself.</summary>
    public static PublishedFigure Of(PublishedNumber value) => Missing with { Value = value, HidesFew = value.IsWithheld };
}
