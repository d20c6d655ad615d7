using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Published;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.Platform.Mail.Layout;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Templates;

namespace HubAutomation.Shared.FundingReturns.Outputs.Mail;

/// <summary>
/// What the mails about a return say, as variables of a mail template. <c>month</c>, <c>version</c>, <c>status</c> and <c>headline</c> are plain text; all
/// others are Markdown on lines of their own (<see cref="Blocks"/>). The figures are raw: these mails go to those who
/// answer for them. All others get <see cref="OfPublished"/>.
/// </summary>
public static class ReturnMailContent
{
    private const int MostBars = 12;

    /// <summary>The variables that hold Markdown, of both mails.</summary>
    public static readonly IReadOnlyList<string> Blocks = ["changes", "offTarget", "missing", "findings", "chart"];

    /// <summary>
    /// The variables for a draft that somebody shall approve, and for the finished return alike. In a draft <c>findings</c> are the errors, and the
    /// warnings that nobody has commented on; in a finished return they are the warnings with what was said about them.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(CompiledReturn of)
    {
        ArgumentNullException.ThrowIfNull(of);
        var figures = ReturnFigure.Of(of);
        return new Dictionary<string, string>
        {
            ["month"] = MonthSpan.Name(of.Month),
            ["version"] = ReturnWords.Version(of),
            ["status"] = ReturnWords.Status(of),
            ["headline"] = ReturnSummary.Of(figures).Sentence,
            ["changes"] = List(LargestChanges.Of(figures).Select(FigureSentences.Change), "There is nothing to compare with the month before."),
            ["offTarget"] = List(figures.Where(figure => figure.Line.Rating == Rating.Off).Select(FigureSentences.OffTarget), "Nothing is off target."),
            ["missing"] = List(figures.Where(figure => figure.IsMissing).Select(FigureSentences.Missing), "Nothing is missing."),
            ["findings"] = of.Freezing is null ? Questions(of) : Answers(of),
            ["chart"] = Chart(figures),
        };
    }

    /// <summary>The variables of the mail to those who get the published edition: all from published figures.</summary>
    public static IReadOnlyDictionary<string, string> OfPublished(CompiledReturn of, IReadOnlyList<Place> places)
    {
        ArgumentNullException.ThrowIfNull(of);
        var published = Publication.Of(of, places);
        return new Dictionary<string, string>
        {
            ["month"] = MonthSpan.Name(of.Month),
            ["headline"] = published.Revised is { } why ? $"This takes the place of an earlier version ({why.TrimEnd('.')}). {PublishedReport.Lead(published)}" : PublishedReport.Lead(published),
            ["offTarget"] = List(PublishedReport.OffTarget(published), PublishedReport.NothingOffTarget),
            ["howToRead"] = PublishedReport.Note(published),
        };
    }

    private static string Questions(CompiledReturn of) => List(
        ReturnWords.FindingsInOrder(of)
            .Where(finding => finding.Severity == Severity.Error || finding.Severity == Severity.Warning && !of.Comments.ContainsKey(finding.Key))
            .Select(finding => $"{ReturnWords.Severity(finding.Severity)}: {finding.Sentence} ({ReturnWords.Mender(of.Settings, finding)})"),
        "No error was found, and every warning has a comment.");

    private static string Answers(CompiledReturn of) => List(
        [
            .. (of.LastVersion is { } version ? ChangeSentences.Since(of, version).Select(change => $"Changed since version {version.Version}: {change}") : ChangeSentences.Corrections(of).Select(change => $"Corrected: {change}")),
            .. ReturnWords.FindingsInOrder(of)
                .Where(finding => of.Comments.ContainsKey(finding.Key))
                .Select(finding => $"{finding.Sentence} Comment: {of.Comments[finding.Key].Text} ({ReturnWords.Person(of.Settings, of.Comments[finding.Key].By)})"),
        ],
        "There was nothing to comment on.");

    /// <summary>The return's percentages, which share a scale: from 0 to 100.</summary>
    private static string Chart(IReadOnlyList<ReturnFigure> figures)
    {
        var shares = figures.Where(figure => figure.Measure.Kind == MeasureKind.Rate && !figure.IsMissing).ToList();
        var bars = shares.Take(MostBars)
            .Select(figure => new Bar(WithTarget(figure), figure.Shown, figure.Line.Value!.Value)).ToList();
        return bars.Count == 0 ? "There are no percentages this month." : BarChart.ToMarkdown(bars) + (shares.Count > MostBars ? $"\n\nAnd {Counted.Of(shares.Count - MostBars, "more percentage")}: see the workbook." : "");
    }

    private static string WithTarget(ReturnFigure figure) => figure.Line.Target is { } target
        ? $"{figure.Name} (target {FigureWords.Value(figure.Measure, target)})"
        : figure.Name;

    private static string List(IEnumerable<string> sentences, string otherwise)
    {
        var items = sentences.Select(sentence => "- " + MarkdownText.Escape(sentence)).ToList();
        return items.Count == 0 ? MarkdownText.Escape(otherwise) : string.Join('\n', items);
    }
}
