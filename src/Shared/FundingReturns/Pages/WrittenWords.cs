using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.FundingReturns.Pages;

/// <summary>Something that a person typed on a page that can no longer take it.</summary>
/// <param name="About">What it is about: a measure's title, a finding, or the field's name.</param>
/// <param name="Text">As it was typed.</param>
public sealed record Written(string About, string Text)
{
    /// <summary>Key of the finding that it is about; null for nothing that was found.</summary>
    public string? Finding { get; init; }
}

/// <summary>Shows people what they typed on a page that has gone stale, so that no word is lost: to copy, and to say elsewhere.</summary>
public static class WrittenWords
{
    /// <summary>What was typed into a form of figures, beyond what stood there when the page was opened.</summary>
    /// <param name="settings">The measures; null when they are not known any more.</param>
    /// <param name="fields">Field's name → what was typed.</param>
    /// <param name="standing">What stands in the fields now.</param>
    public static IReadOnlyList<Written> OfFigures(ReturnSettings? settings, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, string> standing)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(standing);
        return
        [
            .. fields.Where(field => FiguresForm.PartOf(field.Key) is not null || field.Key is FiguresForm.WhyField or FiguresForm.NoteField)
                .Where(field => WholeText.Typed(field.Value) is { } typed && typed != standing.GetValueOrDefault(field.Key, ""))
                .Select(field => new Written(About(settings, field.Key), field.Value.Trim())),
        ];
    }

    /// <summary>What was typed into a form to decide on.</summary>
    public static IReadOnlyList<Written> OfDecision(IReadOnlyDictionary<string, string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return
        [
            .. fields.Where(field => (field.Key == DecisionPage.CommentField || field.Key.StartsWith(DecisionPage.FieldOf(""), StringComparison.Ordinal)) && WholeText.ShowsSomething(field.Value))
                .Select(field => new Written(field.Key == DecisionPage.CommentField ? "What the lead should look at" : "Your comment on a warning", field.Value.Trim())),
        ];
    }

    /// <summary>A page that says why nothing was taken, with what was typed.</summary>
    public static HtmlPage Page(Authority authority, int status, string title, string sentence, IReadOnlyList<Written> written)
    {
        ArgumentNullException.ThrowIfNull(authority);
        return HtmlPage.Render(authority, title, status, null, html =>
        {
            html.Add($"<p>{sentence}</p>");
            Add(html, written, "Nothing of it was kept. Copy what you still need.");
        });
    }

    /// <summary>Adds what was typed.</summary>
    internal static void Add(HtmlBuilder html, IReadOnlyList<Written> written, string sentence)
    {
        if (written.Count == 0)
            return;
        html.Add($"<h2 id=\"written\">What you wrote</h2>");
        html.Add($"<p>{sentence}</p>");
        html.Add($"<dl>");
        foreach (var words in written)
        {
            html.Add($"<dt>{words.About}</dt>");
            html.Add($"<dd>");
            foreach (var line in words.Text.ReplaceLineEndings("\n").Split('\n'))
                html.Add($"<p>{line}</p>");
            html.Add($"</dd>");
        }

        html.Add($"</dl>");
    }

    private static string About(ReturnSettings? settings, string field) => field switch
    {
        FiguresForm.WhyField => "Why you changed what you had sent",
        FiguresForm.NoteField => "Your note to the programme manager",
        _ => FiguresForm.PartOf(field) is var (code, part) ? $"{settings?.Find(code)?.Title ?? code}{part switch { "numerator" => ", how many", "denominator" => ", out of", "text" => ", in words", _ => "" }}" : field,
    };
}
