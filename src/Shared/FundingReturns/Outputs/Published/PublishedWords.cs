using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Words;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>Published figures as people read them.</summary>
internal static class PublishedWords
{
    /// <summary>A figure with its unit: "45 parents", "57 %", "50 % to under 55 %", "*", or why there is none.</summary>
    public static string Figure(PublishedLine line) => line switch
    {
        { IsIncomplete: true } => "not published: too little is known",
        { IsMixed: true } => "not published: it was defined differently in one of the months",
        { Measure.Kind: MeasureKind.Text } => line.Text ?? "not published",
        { Figure.Value.Value: { } value } => FigureWords.WithUnit(AsShown(line.Measure), value),
        _ => Figure(line.Measure, line.Figure.Value),
    };

    /// <summary>A figure of a month: "57 %", "50 % to under 55 %", "*".</summary>
    public static string Figure(Measure measure, PublishedNumber number) => number switch
    {
        { IsWithheld: true } => PublishedNumber.Sign,
        { From: { } from, Below: { } below } => $"{FigureWords.Value(AsShown(measure), from)} to under {FigureWords.Value(AsShown(measure), below)}",
        _ => FigureWords.Value(AsShown(measure), number.Value),
    };

    /// <summary>A baseline, which is shown as it is or not at all.</summary>
    public static string Baseline(Measure measure, PublishedNumber number) => number.IsWithheld ? PublishedNumber.Sign : FigureWords.Value(measure, number.Value);

    /// <summary>The measure with as many decimals as a published figure of it has.</summary>
    private static Measure AsShown(Measure measure) => measure is { Kind: MeasureKind.Rate, Publish: PublishRule.SmallNumbers } ? measure with { Decimals = 0 } : measure;
}
