using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.FundingReturns.Outputs.Workbook;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Outputs.National;

/// <summary>
/// A sheet to type the quarter into the national collection from, in the order of its form. What no measure answers is listed too, so that whoever
/// types sees what else they need.
/// </summary>
internal static class NationalForm
{
    private const string NotAnswered = "no measure of strands.json answers it";

    private static readonly (NationalModule Module, string Name, string Fact)[] Modules =
    [
        (NationalModule.HealthyBabies, "Healthy Babies offer and parent-carer panels", "Is typed into a form."),
        (NationalModule.ServiceUsers, "Service users", "May be uploaded (service-users.csv), or typed in for each service."),
        (NationalModule.WiderServiceUsers, "Wider service users", "Is typed into a form for each category."),
        (NationalModule.BreastfeedingRates, "Breastfeeding rates", "Is typed into a form. If another base was used than all infants of the quarter, say so in BR03."),
    ];

    // What is asked, in our words.
    private static readonly (string Code, string Asks)[] Questions =
    [
        ("SPCP01", "Is the offer published, and how?"), ("SPCP04", "How are parents and carers engaged?"), ("SPCP05", "Panel meetings in the quarter"), ("SPCP06", "Was feedback of panels used?"),
        ("SPCP07", "Members of panels at the end of the quarter"), ("SPCP08", "Are members known by sex?"), ("SPCP09", "Are members known by age?"), ("SPCP010", "Are members known by ethnicity?"),
        ("QSU01", "Was the service on in the quarter?"), ("QSU02", "Are its users known?"), ("QSU03", "Users in the quarter"), ("QSU04", "Users who came online"), ("QSU05", "Is each user counted once?"),
        ("QSU06", "Which users are counted?"), ("QSU07", "Are users known by ethnicity?"), ("QSU09", "Are users known by deprivation?"), ("QSU11", "Are users known by sex?"),
        ("QSU13", "Are scores taken before and after?"), ("QSU14", "Users with a score before and after"), ("QSU15", "Are waiting times known?"), ("QSU16", "Mean days from referral to first appointment"), ("QSU17", "Remark"),
        ("BR01", "Is breastfeeding at birth known?"), ("BR01a", "Breastfed at birth, whole percent"), ("BR02", "Is breastfeeding at 6–8 weeks known?"), ("BR02a", "Breastfed at 6–8 weeks, whole percent"), ("BR03", "Remark"),
    ];

    /// <summary>Null for what is no quarter, and where no measure has a question.</summary>
    public static byte[]? Write(CompiledReturn of, Authority authority)
    {
        var answers = NationalAnswers.Of(of);
        if (answers.Count == 0)
            return null;
        var title = $"National collection, {of.Period.Months.Describe()}";
        List<IReadOnlyList<SheetCell>> rows = [[SheetCell.Of(title, CellLook.Title)], [SheetCell.Of(ReturnWords.RawFigures, CellLook.Notice)]];
        if (authority.Notice is { } notice)
            rows.Add([SheetCell.Of(notice, CellLook.Notice)]);
        rows.Add([SheetCell.Of("Status", CellLook.Label), SheetCell.Of(ReturnWords.Status(of), CellLook.Fact)]);
        rows.Add([Heading("Question"), Heading("What is asked"), SheetCell.Of("Answer", CellLook.NumberHeading), Heading("Measure"), Heading("Months"), Heading("Where it comes from")]);
        var headingRow = rows.Count;
        foreach (var (module, name, fact) in Modules)
            Add(rows, module, name, fact, [.. answers.Where(answer => answer.Question.Module == module)]);
        rows.Add([SheetCell.Of("Outcome scores", CellLook.Label), SheetCell.Of("A row for each person is uploaded from where the scores are kept: a return knows no single persons.", CellLook.Fact)]);
        return WorkbookFile.Write(
            title, authority.Name, string.Join(" – ", new[] { authority.ServiceName, title, authority.Notice }.OfType<string>()), [new Sheet("To type in", [16, 40, 16, 40, 30, 60], rows, headingRow)]);
    }

    private static void Add(List<IReadOnlyList<SheetCell>> rows, NationalModule module, string name, string fact, IReadOnlyList<NationalAnswer> answers)
    {
        rows.Add([]);
        rows.Add([SheetCell.Of(name, CellLook.Label), SheetCell.Of(answers.Count == 0 ? $"{fact} Here, {NotAnswered}." : fact, CellLook.Fact)]);
        foreach (var service in answers.GroupBy(answer => answer.Service))
        {
            if (service.Key is { } ofService)
                rows.Add([SheetCell.Of(ofService, CellLook.Label)]);
            var open = Questions.Select(question => (Question: NationalQuestion.Parse(question.Code)!, question.Asks))
                .Where(question => question.Question.Module == module && service.All(answer => answer.Question.Code != question.Question.Code));
            rows.AddRange(service.Select(answer => (answer.Question, Row: Row(answer))).Concat(open.Select(question => (question.Question, Row: Open(question.Question, question.Asks))))
                .OrderBy(row => row.Question.Order).Select(row => row.Row));
        }
    }

    private static IReadOnlyList<SheetCell> Row(NationalAnswer answer) =>
    [
        SheetCell.Of(answer.Question.Code), SheetCell.Of(Asks(answer)), Value(answer),
        SheetCell.Of(answer.Figure is { } figure ? $"{figure.Measure.Title} ({figure.Measure.Code})" : "follows from the others"), SheetCell.Of(answer.Figure?.Line.Window.Describe()), SheetCell.Of(answer.Figure?.From),
    ];

    private static IReadOnlyList<SheetCell> Open(NationalQuestion question, string asks) => [SheetCell.Of(question.Code), SheetCell.Of(asks), SheetCell.Empty, SheetCell.Of(NotAnswered)];

    private static string Asks(NationalAnswer answer) => Questions.FirstOrDefault(question => question.Code == answer.Question.Code).Asks ?? answer.Figure!.Measure.Title;

    private static SheetCell Value(NationalAnswer answer) => answer.Value switch
    {
        null => SheetCell.Of("missing", CellLook.Label),
        decimal number => SheetCell.Of(number, number == decimal.Truncate(number) ? "0" : "0.0"),
        var words => SheetCell.Of((string)words),
    };

    private static SheetCell Heading(string heading) => SheetCell.Of(heading, CellLook.Heading);
}
