using HubAutomation.Shared.FundingReturns.Definitions;
using HubAutomation.Shared.FundingReturns.Outputs.Words;

namespace HubAutomation.Shared.FundingReturns.Outputs.Separated;

/// <summary>
/// The measures that have a question in the national collection, as its bulk upload reads them: a row of codes, a row of labels, then
/// data (docs/return-documents.md, "The file for the national collection"). The figures are raw: the collection wants no suppression.
/// <para>
/// What is asked of the whole authority stands in one row without a service. What is asked of each service (users, outcome scores) stands in a
/// row for each strand, under the strand's name, which must be a service there; a strand that answers a question more than once has a row for
/// each measure, under its title. The labels say which months a figure is of: the collection is quarterly, so only a figure of the
/// whole quarter is an answer.
/// </para>
/// <para>
/// Left out: remarks (BR03 and others: words for the local return are not meant for the department), files, the rows of markers, and everything
/// about places and services themselves, which is not in a monthly return.
/// </para>
/// </summary>
internal static class NationalFile
{
    /// <summary>What stands before the codes of what is asked of each service.</summary>
    private static readonly string[] OfEachService = ["QSU", "QWSU", "PPS"];

    /// <summary>Null when no measure has a question.</summary>
    public static byte[]? Write(MonthlyReturn of)
    {
        var answers = ReturnFigure.Of(of).Where(figure => figure.Measure.NationalCode is not null).SelectMany(figure => Answers(of, figure)).ToList();
        if (answers.Count == 0)
            return null;
        var questions = answers.DistinctBy(answer => answer.Code).OrderBy(answer => answer.Code, StringComparer.Ordinal).ToList();
        var file = new SeparatedText();
        file.Add(questions.Select(question => question.Code).Prepend("ServiceName"));
        file.Add(questions.Select(question => question.Label).Prepend("Service"));
        foreach (var row in answers.GroupBy(answer => answer.Service).OrderBy(row => row.Key, StringComparer.Ordinal))
            file.Add(questions.Select(question => row.FirstOrDefault(answer => answer.Code == question.Code)?.Value).Prepend(row.Key));
        return file.ToBytes();
    }

    private static IEnumerable<Answer> Answers(MonthlyReturn of, ReturnFigure figure)
    {
        var (measure, line, code) = (figure.Measure, figure.Line, figure.Measure.NationalCode!);
        var (service, label) = (ServiceOf(of, figure), $"{measure.Title} ({line.Window.Describe()})");

        // A rate is asked for in whole percent, with a question before it whether there is one.
        if (code is "BR01a" or "BR02a")
        {
            yield return new Answer(service, code[..^1], "Is there data: " + label, line.Value is null ? "no" : "yes");
            yield return new Answer(service, code, label, WholePercent(line));
            yield break;
        }

        yield return new Answer(service, code, label, measure.Kind switch
        {
            MeasureKind.Text => line.Text,
            MeasureKind.Milestone => line.Value is { } reached ? reached >= 1 ? "yes" : "no" : null,
            _ => line.Value,
        });
    }

    private static string? ServiceOf(MonthlyReturn of, ReturnFigure figure)
    {
        var code = figure.Measure.NationalCode!;
        if (!OfEachService.Any(prefix => code.StartsWith(prefix, StringComparison.Ordinal)))
            return null;
        return of.Settings.Measures.Count(measure => measure.Strand == figure.Strand.Id && measure.NationalCode == code) > 1 ? figure.Measure.Title : figure.Strand.Name;
    }

    // From the numbers themselves where they are known: 57.46 is 57, but 57.5, which it may have been rounded to, would be 58.
    private static decimal? WholePercent(ReturnLine line) => line switch
    {
        { Value: null } => null,
        { Numerator: { } numerator, Denominator: { } denominator } when denominator > 0 => Math.Round(100 * numerator / denominator, MidpointRounding.AwayFromZero),
        _ => Math.Round(line.Value.Value, MidpointRounding.AwayFromZero),
    };

    private sealed record Answer(string? Service, string Code, string Label, object? Value);
}
