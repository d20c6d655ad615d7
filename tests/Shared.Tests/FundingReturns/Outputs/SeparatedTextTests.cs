using System.Text;
using HubAutomation.Shared.FundingReturns.Outputs.Separated;
using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

public sealed class SeparatedTextTests
{
    [Theory]
    [InlineData("Plain", "Plain")]
    [InlineData("Grange, Runcorn", "\"Grange, Runcorn\"")]
    [InlineData("the \"best\"", "\"the \"\"best\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44 151", "'+44 151")]
    [InlineData("-5 since May", "'-5 since May")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData(" =1+1", "' =1+1")]
    [InlineData("\t=1+1", "'\t=1+1")]
    public void Text_stays_text_whatever_it_begins_with(string text, string written)
    {
        var file = new SeparatedText();
        file.Add(text);

        Assert.Equal([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(written + "\r\n")], file.ToBytes());
    }

    [Fact]
    public void A_negative_number_is_no_text()
    {
        var file = new SeparatedText();
        file.Add(-5.50m, 3, null, "x");

        Assert.Equal("\uFEFF-5.50,3,,x\r\n", Encoding.UTF8.GetString(file.ToBytes()));
    }

    [Fact]
    public void Every_measure_is_a_row_with_its_raw_figures()
    {
        var rows = Read(FiguresFile.Write(Returns.Halton, Returns.HaltonSettings.Authority));

        Assert.Equal(18, rows.Count);
        var (headings, birth) = (rows[0], rows.Single(row => row[5] == "IF-01"));
        Assert.Equal(["57.2", "83", "145", "50.9", "52.9", "Within margin of error", "1.3"], new[] { "Value", "Numerator", "Denominator", "Baseline", "Target", "Rating", "Change" }.Select(heading => birth[Array.IndexOf(headings, heading)]));
    }

    private static List<string[]> Read(byte[] file)
    {
        using var content = new MemoryStream(file);
        return [.. new CsvText(content, TextCoding.Of(content), 1 << 16).Rows(',', skipFirstLine: false).Select(row => row.Cells.ToArray())];
    }
}
