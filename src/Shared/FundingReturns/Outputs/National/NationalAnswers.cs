using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Words;

namespace HubAutomation.Shared.FundingReturns.Outputs.National;

/// <summary>An answer to a question of the national collection.</summary>
/// <param name="Question">The question.</param>
/// <param name="Service">The service or category that it is of; null for the whole authority.</param>
/// <param name="Value">A number or words as the form takes them; null when there is none.</param>
/// <param name="Figure">The figure that it comes from; null for what follows from other answers.</param>
internal sealed record NationalAnswer(NationalQuestion Question, string? Service, object? Value, ReturnFigure? Figure);

/// <summary>What a rolled-up quarter answers in the national collection: raw figures of the quarter itself, since the collection wants no suppression.</summary>
internal static class NationalAnswers
{
    /// <summary>All answers, and what follows from them, in the order of the form; none for what is no quarter.</summary>
    public static IReadOnlyList<NationalAnswer> Of(CompiledReturn of)
    {
        if (!of.Period.IsQuarter)
            return [];
        List<NationalAnswer> answers = [.. ReturnFigure.Of(of).Where(figure => figure.Measure.NationalCode is not null && NationalQuestion.Parse(figure.Measure.NationalCode) is not null).Select(figure => Answer(of, figure))];
        answers.AddRange(Following(answers).Where(follows => !answers.Any(answer => (answer.Question.Code, answer.Service) == (follows.Question.Code, follows.Service))).ToList());
        return [.. answers.OrderBy(answer => answer.Question.Module).ThenBy(answer => answer.Service, StringComparer.OrdinalIgnoreCase).ThenBy(answer => answer.Question.Order)];
    }

    private static NationalAnswer Answer(CompiledReturn of, ReturnFigure figure)
    {
        var (measure, line, question) = (figure.Measure, figure.Line, NationalQuestion.Parse(figure.Measure.NationalCode!)!);
        return new NationalAnswer(question, measure.NationalService, measure.Kind switch
        {
            MeasureKind.Text => string.IsNullOrWhiteSpace(line.Text) ? null : line.Text,
            MeasureKind.Milestone => line.Value is { } reached ? reached >= 1 ? "yes" : "no" : null,
            MeasureKind.Rate => WholePercent(line),

            // Different people of three months cannot be added up, but who is there at the end is who is there in the last month.
            _ => line.Value ?? (question.IsAsAtTheEnd ? of.Trends.GetValueOrDefault(measure.Code, []).LastOrDefault(point => point.Month == of.Period.Months.To)?.Value : null),
        }, figure);
    }

    /// <summary>Questions whether there is an answer, and what the kind of measure says: people are counted once each, visits are not.</summary>
    private static IEnumerable<NationalAnswer> Following(IReadOnlyList<NationalAnswer> answers)
    {
        foreach (var gated in answers.Where(answer => answer.Question.Gate is not null).GroupBy(answer => (answer.Question.Gate, answer.Service)))
        {
            var isKnown = gated.Any(answer => answer.Value is not null);
            if (isKnown || gated.First().Question.IsShare)
                yield return new NationalAnswer(NationalQuestion.Parse(gated.Key.Gate!)!, gated.Key.Service, isKnown ? "yes" : "no", null);
        }

        foreach (var users in answers.Where(answer => answer is { Question.Code: "QSU03", Value: decimal, Figure: not null }))
        {
            // Nobody came, or it was not on: only a person can say.
            if (users.Value is > 0m)
                yield return new NationalAnswer(NationalQuestion.Parse("QSU01")!, users.Service, "yes", null);
            yield return new NationalAnswer(NationalQuestion.Parse("QSU05")!, users.Service, users.Figure!.Measure.Kind is MeasureKind.People ? "yes" : "no", null);
        }
    }

    // From the numbers themselves where they are known: 57.46 is 57, but 57.5, which it may have been rounded to, would be 58.
    private static object? WholePercent(ReturnLine line) => line switch
    {
        { Value: null } => null,
        { Numerator: { } numerator, Denominator: > 0 and var denominator } => Math.Round(100 * numerator / denominator, MidpointRounding.AwayFromZero),
        _ => Math.Round(line.Value.Value, MidpointRounding.AwayFromZero),
    };
}
