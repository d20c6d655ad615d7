using System.Text.Json;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Published;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Outputs.Json;

/// <summary>A measure's figure as a row for Power BI: flat, numbers as numbers, what there is not left out.</summary>
/// <param name="Authority">The authority's id.</param>
/// <param name="Month">"2026-10"; the last month of a quarter or a year.</param>
/// <param name="Period">"2026-10", "2026-27-q3" or "2026-27".</param>
/// <param name="Version">Which version of the return; null for a quarter or a year.</param>
/// <param name="Strand">The strand's id.</param>
/// <param name="StrandName">Its name.</param>
/// <param name="Measure">The measure's code.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Kind">What kind of figure it is.</param>
/// <param name="Unit">Its unit; percentages are numbers from 0 to 100.</param>
/// <param name="Value">The figure.</param>
/// <param name="Numerator">Of a rate or a mean.</param>
/// <param name="Denominator">Of a rate or a mean.</param>
/// <param name="Lower">Lower end of the 95 % interval. In what is published: of the band in which the figure is, where no more than that is shown.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Target">What is aimed at.</param>
/// <param name="Rating">How it stands.</param>
/// <param name="Text">Words of a measure that is words.</param>
/// <param name="WindowFrom">First month that the figure is of.</param>
/// <param name="WindowTo">Last month.</param>
/// <param name="IsWithheld">In what is published: true when there is a figure that is not shown.</param>
/// <param name="Notice">The authority's notice, e.g. that this is sample data.</param>
public sealed record ReturnFact(
    string Authority, YearMonth Month, string Period, int? Version, string Strand, string StrandName, string Measure, string Title, MeasureKind Kind, string Unit, decimal? Value, decimal? Numerator,
    decimal? Denominator, decimal? Lower, decimal? Upper, decimal? Baseline, decimal? Target, Rating Rating, string? Text, YearMonth WindowFrom, YearMonth WindowTo,
    bool IsWithheld, string? Notice)
{
    /// <summary>Months of these of which nothing is known, in words; left out for none.</summary>
    public string? Lacking { get; init; }
}

/// <summary>Returns as rows for Power BI. Several returns can be put one after another.</summary>
public static class ReturnFacts
{
    /// <summary>Raw figures.</summary>
    public static IReadOnlyList<ReturnFact> Of(CompiledReturn of, Authority authority)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(authority);
        return
        [
            .. ReturnFigure.Of(of).Select(figure => new ReturnFact(
                of.Authority, of.Month, of.Period.Months.ToString(), of.Period.Version, figure.Strand.Id, figure.Strand.Name, figure.Measure.Code, figure.Measure.Title, figure.Measure.Kind, figure.Measure.Unit,
                figure.Line.Value, figure.Line.Numerator, figure.Line.Denominator, figure.Line.Lower, figure.Line.Upper, figure.Line.Baseline, figure.Line.Target,
                figure.Line.Rating, figure.Line.Text, figure.Line.Window.From, figure.Line.Window.To, IsWithheld: false, authority.Notice) { Lacking = figure.Line.Lacking }),
        ];
    }

    /// <summary>Published figures.</summary>
    public static IReadOnlyList<ReturnFact> Of(PublishedReturn of, Authority authority)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(authority);
        var strands = of.Strands.ToDictionary(strand => strand.Id);
        return
        [
            .. of.Lines.Select(line => new ReturnFact(
                of.Authority, of.Period.To, of.Period.ToString(), of.Version, line.Measure.Strand, strands[line.Measure.Strand].Name, line.Measure.Code, line.Measure.Title, line.Measure.Kind, line.Measure.Unit,
                line.Figure.Value.Value, line.Figure.Numerator.Value, line.Figure.Denominator.Value, line.Figure.Value.From, line.Figure.Value.Below, line.Baseline.Value, line.Target,
                line.Rating, line.Text, line.Window.From, line.Window.To, line.Figure.Value.IsWithheld, authority.Notice) { Lacking = line.Lacking }),
        ];
    }

    /// <summary>As JSON in UTF-8.</summary>
    public static byte[] ToJson(IReadOnlyList<ReturnFact> facts) => JsonSerializer.SerializeToUtf8Bytes(facts, HubJson.Options);
}
