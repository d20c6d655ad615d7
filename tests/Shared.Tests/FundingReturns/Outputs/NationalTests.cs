using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ExcelDataReader;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

/// <summary>What is made of a quarter for the national collection: a sheet to type from, and the one upload that a return can fill.</summary>
public sealed class NationalTests
{
    private static readonly Regex NationalQuestions = new("^(SPCP|QSU|QWSU|BR)[0-9]");

    private static readonly MonthSpan Quarter = MonthSpan.Parse("2026-27-q3")!;

    [Fact]
    public void The_sheet_is_in_the_order_of_the_form_with_what_follows_and_what_nobody_answers() => Assert.Equal(
        """
        Healthy Babies offer and parent-carer panels
        SPCP01: Is the offer published, and how? -
        SPCP04: How are parents and carers engaged? -
        SPCP05: Panel meetings in the quarter 2
        SPCP06: Was feedback of panels used? yes
        SPCP07: Members of panels at the end of the quarter 13
        SPCP08: Are members known by sex? yes
        SPCP08a_female: Mothers on the panel 11
        SPCP08a_male: Fathers on the panel 2
        SPCP09: Are members known by age? -
        SPCP010: Are members known by ethnicity? -
        Service users
        Antenatal classes
        QSU01: Was the service on in the quarter? -
        QSU02: Are its users known? yes
        QSU03: Users in the quarter 0
        QSU05: Is each user counted once? no
        HENRY
        QSU01: Was the service on in the quarter? yes
        QSU02: Are its users known? yes
        QSU03: Users in the quarter 43
        QSU04: Users who came online 6
        QSU05: Is each user counted once? yes
        QSU09: Are users known by deprivation? yes
        QSU10_decile1: Of the most deprived tenth 9
        QSU10_decile2: Of the next tenth 4
        QSU10_decile10: Of the least deprived tenth 1
        QSU15: Are waiting times known? yes
        QSU16: Mean days from referral to first appointment 12.5
        Wider service users
        Breastfeeding rates
        BR01: Is breastfeeding at birth known? yes
        BR01a: Breastfed at birth, whole percent 57
        BR02: Is breastfeeding at 6–8 weeks known? no
        BR02a: Breastfed at 6–8 weeks, whole percent missing
        BR03: Remark -
        Outcome scores
        """.ReplaceLineEndings("\n"),
        string.Join('\n', Form(Of()).Where(row => !row.StartsWith("QSU", StringComparison.Ordinal) || !row.EndsWith('-') || row.StartsWith("QSU01", StringComparison.Ordinal))));

    [Fact]
    public void It_says_that_its_figures_are_raw_and_which_months_they_are_of()
    {
        var text = Text(Of());

        Assert.Contains("These are raw figures, for those who answer for them.", text, StringComparison.Ordinal);
        Assert.Contains("October to December 2026 (Q3 2026-27)", text, StringComparison.Ordinal);
    }

    /// <summary>
    /// Its own check for a row of labels: more than half of all cells are labels of questions, of which "Service Name" is none (BulkUploadCsvHelper of
    /// dhsc-govuk/HealthyBabies). A row that is not taken for labels and names no service is refused.
    /// </summary>
    [Fact]
    public void The_upload_has_their_codes_their_labels_and_a_service_in_every_row()
    {
        var lines = Upload(Of()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("ServiceName,QSU01,QSU02,QSU03,QSU04,QSU05,QSU09,QSU10_decile1,QSU10_decile2,QSU10_decile10,QSU15,QSU16", lines[0]);
        Assert.StartsWith(
            "Service Name,Was the service '{serviceName}' delivered for users this quarter?,Do you have data on the number of users who accessed this service this quarter?,\"Overall, how many service users have used this service?\",How many service users have used this service virtually?,",
            lines[1], StringComparison.Ordinal);
        Assert.Contains(",IMD Decile 1,IMD Decile 2,IMD Decile 10,", lines[1], StringComparison.Ordinal);
        Assert.Equal(["Antenatal classes,,yes,0,,no,,,,,,", "HENRY,yes,yes,43,6,yes,yes,9,4,1,yes,12.5"], lines[2..]);
    }

    [Fact]
    public void One_question_alone_still_has_labels_enough_to_be_taken_for_them()
    {
        var lines = Upload(Of(measure => measure.Code is "HE-1")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("ServiceName,QSU01,QSU02,QSU03,QSU05", lines[0]);
        Assert.Equal("HENRY,yes,yes,43,yes", lines[2]);
    }

    [Fact]
    public void A_service_without_figures_has_no_row_since_a_row_would_mark_it_as_complete() => Assert.DoesNotContain(
        "HENRY", Upload(Of(change: line => line.Measure.StartsWith("HE", StringComparison.Ordinal) ? line with { Value = null, Numerator = null, Denominator = null } : line)), StringComparison.Ordinal);

    [Fact]
    public void Members_are_those_of_the_last_month_where_different_people_cannot_be_added()
    {
        var of = Of(change: line => line.Measure is "PC-2" ? line with { Value = null, Text = "between 13 and 39" } : line) with
        {
            Trends = new Dictionary<string, IReadOnlyList<TrendPoint>> { ["PC-2"] = [new(new YearMonth(2026, 11), 15), new(new YearMonth(2026, 12), 14)] },
        };

        Assert.Contains("SPCP07: Members of panels at the end of the quarter 14", Form(of));
    }

    [Fact]
    public void Only_a_quarter_has_them_and_the_upload_only_one_whose_months_are_all_frozen()
    {
        static IEnumerable<ReturnDocumentKind> National(CompiledReturn of) => ReturnDocuments.All(of, Returns.HaltonSettings).Select(document => document.Kind).Where(kind => kind is ReturnDocumentKind.NationalForm or ReturnDocumentKind.NationalUpload);

        Assert.Equal([ReturnDocumentKind.NationalForm, ReturnDocumentKind.NationalUpload], National(Of()));
        Assert.Equal([ReturnDocumentKind.NationalForm], National(Of() with { RollUp = new RollUp(Quarter, []) }));
        Assert.Empty(National(Of() with { RollUp = new RollUp(new FinancialYear(2026).Months, []) }));
        Assert.Empty(National(Of() with { RollUp = null }));
        Assert.Empty(National(Of(measure => measure.NationalCode is null)));
    }

    private static CompiledReturn Of(Func<Measure, bool>? only = null, Func<ReturnLine, ReturnLine>? change = null)
    {
        (Measure Measure, ReturnLine Line)[] rows =
        [
            Row("IF-1", "Breastfeeding at birth", MeasureKind.Rate, "BR01a", null, 57.5m, 77, 134), // 57.46 %
            Row("IF-2", "Breastfeeding at 6 to 8 weeks", MeasureKind.Rate, "BR02a", null, null),
            Row("HE-9", "Waiting time", MeasureKind.Average, "QSU16", "HENRY", 12.5m, 250, 20),
            Row("HE-4", "Of the least deprived tenth", MeasureKind.People, "QSU10_decile10", "HENRY", 1),
            Row("HE-3", "Of the next tenth", MeasureKind.People, "QSU10_decile2", "HENRY", 4),
            Row("HE-2", "Of the most deprived tenth", MeasureKind.People, "QSU10_decile1", "HENRY", 9),
            Row("HE-1", "Parents at HENRY", MeasureKind.People, "QSU03", "HENRY", 43),
            Row("HE-5", "Parents at HENRY, online", MeasureKind.People, "QSU04", "HENRY", 6),
            Row("AN-1", "Visits to antenatal classes", MeasureKind.Count, "QSU03", "Antenatal classes", 0),
            Row("PC-4", "Fathers on the panel", MeasureKind.People, "SPCP08a_male", null, 2),
            Row("PC-3", "Mothers on the panel", MeasureKind.People, "SPCP08a_female", null, 11),
            Row("PC-2", "Members", MeasureKind.People, "SPCP07", null, 13),
            Row("PC-1", "Meetings", MeasureKind.Count, "SPCP05", null, 2),
            Row("PC-5", "The panel was heard", MeasureKind.Milestone, "SPCP06", null, 1),
            Row("TR-1", "Users of the app", MeasureKind.People, null, null, 700),
        ];
        rows = [.. rows.Where(row => only?.Invoke(row.Measure) != false)];
        return Returns.Halton with
        {
            Month = Quarter.To,
            Settings = Returns.Halton.Settings with { Measures = [.. rows.Select(row => row.Measure)] },
            Lines = [.. rows.Select(row => row.Line with { Window = Quarter }).Select(line => change?.Invoke(line) ?? line)],
            Findings = [],
            Breakdowns = [],
            Trends = new Dictionary<string, IReadOnlyList<TrendPoint>>(),
            RollUp = new RollUp(Quarter, [.. Quarter.Months.Select(month => new FrozenMonth(month, 1, Returns.Halton.Freezing!.At, "ab"))]),
        };
    }

    private static (Measure, ReturnLine) Row(string code, string title, MeasureKind kind, string? question, string? service, decimal? value, decimal? numerator = null, decimal? denominator = null)
    {
        var (measure, line, _) = Returns.Row(code, "infant-feeding", title, kind, "", value, numerator, denominator, decimals: 1, national: question);
        return (measure with { NationalService = service }, line);
    }

    private static string Upload(CompiledReturn of) => Encoding.UTF8.GetString(ReturnDocuments.All(of, Returns.HaltonSettings).Single(document => document.Kind is ReturnDocumentKind.NationalUpload).Content.Span).TrimStart('\uFEFF');

    /// <summary>"SPCP05: Panel meetings in the quarter 2" below the headings.</summary>
    private static List<string> Form(CompiledReturn of) =>
        [.. Rows(of).SkipWhile(row => row[0] != "Question").Skip(1).Where(row => row[0].Length > 0)
            .Select(row => !NationalQuestions.IsMatch(row[0]) ? row[0] : $"{row[0]}: {row[1]} {(row[2].Length == 0 ? "-" : row[2])}")];

    private static string Text(CompiledReturn of) => string.Join('\n', Rows(of).Select(row => string.Join('|', row)));

    private static List<List<string>> Rows(CompiledReturn of)
    {
        var content = ReturnDocuments.All(of, Returns.HaltonSettings).Single(document => document.Kind is ReturnDocumentKind.NationalForm).Content;
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(content.ToArray()));
        var rows = new List<List<string>>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "")]);
        return rows;
    }
}
