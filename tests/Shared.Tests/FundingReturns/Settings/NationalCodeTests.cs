using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.Tests.FundingReturns.Settings;

/// <summary>What a measure must be that answers a question of the national collection; a wrong one is refused where it is written, not when a quarter is over.</summary>
public sealed class NationalCodeTests
{
    private const string Share = """ "kind": "rate", "source": "computed", "figure": "breastfeeding.rate", "where": { "point": ["birth"] } """;
    private const string People = """ "kind": "people", "source": "submitted" """;

    [Theory]
    [InlineData(Share, """ "nationalCode": "BR01a" """)]
    [InlineData(Share, """ "nationalCode": "BR02a", "window": "month" """)]
    [InlineData(People, """ "nationalCode": "SPCP07" """)]
    [InlineData(People, """ "nationalCode": "SPCP010a_prefer_not_to_say" """)]
    [InlineData(People, """ "nationalCode": "QSU10_decile10", "nationalService": "HENRY" """)]
    [InlineData(People, """ "nationalCode": "QWSU01", "nationalService": "Oral health" """)]
    [InlineData(""" "kind": "text", "source": "submitted" """, """ "nationalCode": "BR03" """)]
    [InlineData(""" "kind": "average", "source": "submitted" """, """ "nationalCode": "QSU16", "nationalService": "HENRY" """)]
    public void A_measure_by_the_month_answers_for_the_quarter(string measure, string national) => Assert.Empty(Read(measure, national).Problems);

    [Theory]
    [InlineData(Share, """ "nationalCode": "BR01a", "window": "year-to-date" """, "window: is not the quarter that BR01a asks for. Leave it out: rolled up, a measure by the month is of the quarter. What is counted since April needs a measure of its own.")]
    [InlineData(Share, """ "nationalCode": "BR02a", "window": "last-12-months" """, "window: is not the quarter that BR02a asks for. Leave it out: rolled up, a measure by the month is of the quarter. What is counted since April needs a measure of its own.")]
    [InlineData(People, """ "nationalCode": "SPCP05", "window": "since:2024-07" """, "window: is not the quarter that SPCP05 asks for. Leave it out: rolled up, a measure by the month is of the quarter. What is counted since April needs a measure of its own.")]
    [InlineData(Share, """ "nationalCode": "BR01" """, "nationalCode: \"BR01\" is answered by the hub from BR01a. Give BR01a to the measure with the share.")]
    [InlineData(Share, """ "nationalCode": "BR1a" """, "nationalCode: \"BR1a\" is not a question that a measure can answer. Allowed: SPCP… (offer and panels), QSU… (service users), QWSU… (wider services), BR01a, BR02a and BR03 (breastfeeding).")]
    [InlineData(People, """ "nationalCode": "FHS01" """, "nationalCode: \"FHS01\" is not a question that a measure can answer. Allowed: SPCP… (offer and panels), QSU… (service users), QWSU… (wider services), BR01a, BR02a and BR03 (breastfeeding).")]
    [InlineData(People, """ "nationalCode": "PPS07_pre" """, "nationalCode: \"PPS07_pre\" is asked of each person by themselves, and a return knows none. Upload outcome scores from where they are kept.")]
    [InlineData(People, """ "nationalCode": "QSU03" """, "nationalService: is missing: QSU03 is asked of each service. Write its name as the collection has it.")]
    [InlineData(People, """ "nationalCode": "QWSU01" """, "nationalService: is missing: QWSU01 is asked of each category of wider services. Write its name as the collection has it.")]
    [InlineData(People, """ "nationalCode": "SPCP07", "nationalService": "HENRY" """, "nationalService: is not for SPCP07, which is asked of the whole authority.")]
    [InlineData(People, """ "nationalService": "HENRY" """, "nationalService: needs a \"nationalCode\": it says which service the answer is of.")]
    [InlineData(People, """ "nationalCode": "BR01a" """, "kind: must be \"rate\" for BR01a.")]
    [InlineData(Share, """ "nationalCode": "QSU03", "nationalService": "HENRY" """, "kind: must not be \"rate\" for QSU03: only BR01a and BR02a are shares.")]
    public void A_wrong_one_is_refused_by_its_key(string measure, string national, string problem) =>
        Assert.Contains($"strands.json, measures[0].{problem}", Read(measure, national).Problems);

    [Fact]
    public void A_question_is_answered_by_one_measure_for_each_service()
    {
        const string Henry = """ "nationalCode": "QSU03", "nationalService": "HENRY" """;

        Assert.Empty(Read((People, Henry), (People, """ "nationalCode": "QSU03", "nationalService": "Triple P" """)).Problems);
        Assert.Equal(
            ["strands.json, measures: QSU03 of \"HENRY\" is answered by A-1 and A-2; it must be one of them."],
            Read((People, Henry), (People, """ "nationalCode": "QSU03", "nationalService": "Henry" """)).Problems);
    }

    private static (ReturnSettings? Returns, string[] Problems) Read(string measure, string national) => Read((measure, national));

    private static (ReturnSettings? Returns, string[] Problems) Read(params (string Measure, string National)[] measures) => GivenStrands.Read($$"""
        { "manager": { "id": "programme-manager", "name": "Programme manager", "email": "manager@halton.example.gov.uk" },
          "strands": [ { "id": "parenting", "name": "Parenting" } ],
          "measures": [ {{string.Join(", ", measures.Select((one, i) => $$""" { "code": "A-{{i + 1}}", "strand": "parenting", "title": "T", "definition": "D", {{one.Measure}}, {{one.National}} } """))}} ] }
        """);
}
