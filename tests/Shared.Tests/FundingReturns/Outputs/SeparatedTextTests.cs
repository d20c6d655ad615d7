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

    /// <summary>docs/return-documents.md, "The file for the national collection": codes, labels, data; whole percent with yes or no before it; raw counts.</summary>
    [Fact]
    public void The_national_return_has_a_row_of_codes_a_row_of_labels_and_the_figures() => Assert.Equal(
        """
        ServiceName,BR01,BR01a,BR02,BR02a,QSU03,SPCP05,SPCP07
        Service,Is there data: Breastfeeding at birth (October 2026),Breastfeeding at birth (October 2026),Is there data: Breastfeeding at 6 to 8 weeks (October 2026),Breastfeeding at 6 to 8 weeks (October 2026),Additional visits at 3 to 4 months (October 2026),Panel meetings (October 2026),Members of the panel (October 2026)
        ,yes,57,yes,33,,2,14
        Early language and the home learning environment,,,,,118,,

        """.ReplaceLineEndings("\r\n"),
        Encoding.UTF8.GetString(NationalFile.Write(Returns.Halton)!).TrimStart('\uFEFF'));

    [Fact]
    public void A_percentage_without_a_figure_is_answered_with_no()
    {
        var of = Returns.Halton with { Lines = [.. Returns.Halton.Lines.Select(line => line.Measure == "IF-01" ? line with { Value = null, Numerator = null } : line)] };

        Assert.Equal(["", "no", "", "yes", "33", "", "2", "14"], Read(NationalFile.Write(of)!)[2]);
    }

    [Fact]
    public void A_percentage_is_rounded_once()
    {
        // 57.46 % is 57 %, also where it was shown as 57.5 %.
        var of = Returns.Halton with { Lines = [.. Returns.Halton.Lines.Select(line => line.Measure == "IF-01" ? line with { Value = 57.5m, Numerator = 77, Denominator = 134 } : line)] };

        Assert.Equal("57", Read(NationalFile.Write(of)!)[2][2]);
    }

    [Fact]
    public void There_is_no_national_return_where_no_measure_has_a_question() => Assert.Null(NationalFile.Write(Returns.Rotherham));

    private static List<string[]> Read(byte[] file)
    {
        using var content = new MemoryStream(file);
        return [.. new CsvText(content, TextCoding.Of(content), 1 << 16).Rows(',', skipFirstLine: false).Select(row => row.Cells.ToArray())];
    }
}
