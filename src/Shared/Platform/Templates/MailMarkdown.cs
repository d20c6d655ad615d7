using HubAutomation.Shared.Platform.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HubAutomation.Shared.Platform.Templates;

/// <summary>What the Markdown of a mail must be, whoever has written it.</summary>
public static class MailMarkdown
{
    /// <summary>How it is read: Markdown without HTML.</summary>
    internal static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <summary>What is said of a text that <see cref="IsTooDeep"/>.</summary>
    public const string TooDeep = "The text cannot be made a mail of: quotes, lists or brackets stand too deeply within each other. Write it more simply.";

    // Far more than anybody writes, and far less than a stack holds.
    private const int MostLevels = 100;

    /// <summary>Whether quotes, lists or emphasis of a text stand more deeply within each other than can be laid out.</summary>
    public static bool IsTooDeep(FilledTemplate filled)
    {
        ArgumentNullException.ThrowIfNull(filled);
        try
        {
            return IsDeeper(Markdown.Parse(filled.Markdown, Pipeline), MostLevels);
        }
        catch (ArgumentException)
        {
            // The parser's one complaint: whatever else a text is, it is Markdown.
            return true;
        }
    }

    private static bool IsDeeper(MarkdownObject part, int levels) => levels == 0 || part switch
    {
        ContainerBlock blocks => blocks.Any(block => IsDeeper(block, levels - 1)),
        LeafBlock { Inline: { } text } => IsDeeper(text, levels - 1),
        ContainerInline inlines => inlines.Any(inline => IsDeeper(inline, levels - 1)),
        _ => false,
    };

    /// <summary>Whether a text of staff, which is not too deep, shows anything: lines across, empty lists and addresses that no word leads to show nothing.</summary>
    public static bool ShowsSomething(string markdown) => Shows(Markdown.Parse(markdown, Pipeline));

    private static bool Shows(MarkdownObject part) => part switch
    {
        ContainerBlock blocks => blocks.Any(Shows),
        CodeBlock code => WholeText.ShowsSomething(code.Lines.ToString()),
        LeafBlock { Inline: { } text } => Shows(text),
        ContainerInline inlines => inlines.Any(Shows),
        LiteralInline literal => WholeText.ShowsSomething(literal.Content.ToString()),
        CodeInline code => WholeText.ShowsSomething(code.Content),
        HtmlEntityInline entity => WholeText.ShowsSomething(entity.Transcoded.ToString()),
        AutolinkInline => true,
        _ => false,
    };
}
