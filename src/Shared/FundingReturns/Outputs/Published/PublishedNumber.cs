namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>
/// A number as it is published: shown, withheld, or not there. One that is withheld does not hold what it was, so that nothing made from it can
/// tell.
/// </summary>
public readonly record struct PublishedNumber
{
    /// <summary>How a number is written that is withheld.</summary>
    public const string Sign = "*";

    /// <summary>There is none.</summary>
    public static readonly PublishedNumber Missing;

    /// <summary>There is one, and it is not shown.</summary>
    public static readonly PublishedNumber Withheld = new(null, isWithheld: true);

    private PublishedNumber(decimal? value, bool isWithheld) => (Value, IsWithheld) = (value, isWithheld);

    /// <summary>What is shown; null for nothing.</summary>
    public decimal? Value { get; }

    /// <summary>Whether there is a number that is not shown.</summary>
    public bool IsWithheld { get; }

    /// <summary>A number that may be seen by anybody; missing for null.</summary>
    public static PublishedNumber Shown(decimal? value) => new(value, isWithheld: false);
}

/// <summary>A figure as it is published.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Numerator">Of a rate.</param>
/// <param name="Denominator">Of a rate or a mean.</param>
public sealed record PublishedFigure(PublishedNumber Value, PublishedNumber Numerator, PublishedNumber Denominator)
{
    /// <summary>There is a figure, and nothing of it is shown.</summary>
    public static readonly PublishedFigure Withheld = new(PublishedNumber.Withheld, PublishedNumber.Withheld, PublishedNumber.Withheld);

    /// <summary>There is none.</summary>
    public static readonly PublishedFigure Missing = new(PublishedNumber.Missing, PublishedNumber.Missing, PublishedNumber.Missing);

    /// <summary>A figure that stands by itself.</summary>
    public static PublishedFigure Of(PublishedNumber value) => Missing with { Value = value };
}
