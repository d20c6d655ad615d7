using System.Globalization;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HubAutomation.Shared.Platform.Mail.Layout;

/// <summary>Markdown as text that reads well by itself: what the HTML part says, with addresses written out.</summary>
internal static class TextBody
{
    public static string Render(MarkdownDocument document) => string.Join("\n", document.Select(block => Block(block, "", "")));

    private static string Block(Block block, string first, string next) => block switch
    {
        HeadingBlock { Level: 1 } heading => Underlined(Inlines(heading), '='),
        HeadingBlock heading => Underlined(Inlines(heading), '-'),
        ListBlock list => string.Concat(list.OfType<ListItemBlock>().Select((item, i) => Item(item, Mark(list, i), next))),
        QuoteBlock quote => string.Join("\n", quote.Select(inner => Block(inner, first + "> ", next + "> "))),
        ThematicBreakBlock => "---\n",
        CodeBlock code when BarChart.Of(code) is { } bars => Lines(BarChart.Text(bars), first, next),
        CodeBlock code => Lines(code.Lines.ToString(), first, next),
        LeafBlock leaf => Lines(Inlines(leaf), first, next),
        ContainerBlock container => string.Join("\n", container.Select((inner, i) => Block(inner, i == 0 ? first : next, next))),
        _ => "",
    };

    private static string Item(ListItemBlock item, string mark, string indent)
    {
        var inner = indent + new string(' ', mark.Length);
        return string.Concat(item.Select((block, i) => Block(block, i == 0 ? indent + mark : inner, inner)));
    }

    private static string Mark(ListBlock list, int index)
    {
        if (!list.IsOrdered)
        {
            return "- ";
        }

        var start = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        return string.Create(CultureInfo.InvariantCulture, $"{start + index}. ");
    }

    private static string Lines(string text, string first, string next)
    {
        var lines = new StringBuilder();
        foreach (var (index, line) in text.TrimEnd('\n').Split('\n').Index())
        {
            lines.Append(index == 0 ? first : next).Append(line).Append('\n');
        }

        return lines.ToString();
    }

    private static string Underlined(string text, char line) => $"{text}\n{new string(line, Math.Min(text.Length, 72))}\n";

    private static string Inlines(LeafBlock block) => block.Inline is null ? "" : Children(block.Inline);

    private static string Children(ContainerInline inlines) => string.Concat(inlines.Select(Inline));

    private static string Inline(Inline inline) => inline switch
    {
        LiteralInline text => text.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => "\n",
        AutolinkInline auto => auto.Url,
        LinkInline { IsImage: false } link => WithAddress(Children(link), HtmlBody.Target(link.Url)),
        ContainerInline container => Children(container),
        _ => "",
    };

    private static string WithAddress(string text, string? target)
    {
        var address = target is null ? null : target.StartsWith("mailto:", StringComparison.Ordinal) ? target["mailto:".Length..] : target;
        return address is null || address == text || address.TrimEnd('/') == text ? text : $"{text}: {address}";
    }
}
