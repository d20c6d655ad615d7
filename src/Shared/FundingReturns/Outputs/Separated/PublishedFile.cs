using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Published;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Outputs.Separated;

/// <summary>Every published measure as a row of separated text. What is withheld is an asterisk, a band is in words.</summary>
internal static class PublishedFile
{
    public static byte[] Write(PublishedReturn of, Authority authority)
    {
        var strands = of.Strands.ToDictionary(strand => strand.Id, strand => strand.Name);
        var file = new SeparatedText();
        file.Add("Authority", of.Period.Count == 1 ? "Month" : "Months", "Version", "Strand", "Code", "Measure", "Value", "Unit", "Numerator", "Denominator", "Baseline", "Target", "Rating", ReturnWords.Before(of.Period), "From month", "To month", "Words", "Notice");
        foreach (var line in of.Lines)
        {
            file.Add(
                authority.Name, of.Period.ToString(), of.Version, strands[line.Measure.Strand], line.Measure.Code, line.Measure.Title, Cell(line.Figure.Value), line.Measure.Unit,
                Cell(line.Figure.Numerator), Cell(line.Figure.Denominator), Cell(line.Baseline), line.Target, FigureWords.Rating(line.Rating), Cell(line.Before),
                MonthSpan.Of(line.Window.From).ToString(), MonthSpan.Of(line.Window.To).ToString(), line.Text ?? (line.Lacking is { } months ? $"without {months}" : null), authority.Notice);
        }

        return file.ToBytes();
    }

    private static object? Cell(PublishedNumber number) => number switch
    {
        { IsWithheld: true } => PublishedNumber.Sign,
        { From: { } from, Below: { } below } => string.Create(CultureInfo.InvariantCulture, $"{from:0} to under {below:0}"),
        _ => number.Value,
    };
}
