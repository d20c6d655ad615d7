using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Outputs.Separated;

/// <summary>Every measure of a return as a row of separated text, with raw figures. Percentages are numbers from 0 to 100.</summary>
internal static class FiguresFile
{
    public static byte[] Write(CompiledReturn of, Authority authority)
    {
        var file = new SeparatedText();
        file.Add(
            "Authority", of.Period.IsRolledUp ? "Months" : "Month", "Version", "Status", "Strand", "Code", "Measure", "Value", "Unit", "Numerator", "Denominator", "Lower 95 %", "Upper 95 %", "Baseline", "Target",
            "Rating", ReturnWords.Before(of.Period.Months), "Change", "From month", "To month", "Words", "Where it comes from", "National code", "Comments", "Notice");
        foreach (var figure in ReturnFigure.Of(of))
        {
            var (measure, line) = (figure.Measure, figure.Line);
            file.Add(
                authority.Name, of.Period.Months.ToString(), of.Period.Version, Status(of), figure.Strand.Name, measure.Code, measure.Title,
                line.Value, measure.Unit, line.Numerator, line.Denominator, line.Lower, line.Upper, line.Baseline, line.Target, FigureWords.Rating(line.Rating),
                line.Before, figure.Change, MonthSpan.Of(line.Window.From).ToString(), MonthSpan.Of(line.Window.To).ToString(), line.Text, line.From, measure.NationalCode,
                ReturnWords.CommentsOn(of, measure.Code), authority.Notice);
        }

        return file.ToBytes();
    }

    private static string Status(CompiledReturn of) => of.Period.IsRolledUp ? "rolled up" : of.Freezing is null ? "draft" : "frozen";
}
