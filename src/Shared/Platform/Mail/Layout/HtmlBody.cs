using System.Globalization;
using System.Net;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HubAutomation.Shared.Platform.Mail.Layout;

/// <summary>Markdown as HTML with its styles in place, since mail programs drop style sheets. Knows what people write in mails.</summary>
internal static class HtmlBody
{
    private const string Link = "color:#1d4f91;text-decoration:underline;";

    public static string Render(MarkdownDocument document)
    {
        var html = new StringBuilder();
        AddBlocks(html, document);
        return html.ToString();
    }

    private static void AddBlocks(StringBuilder html, ContainerBlock blocks)
    {
        foreach (var block in blocks)
        {
            AddBlock(html, block);
        }
    }

    private static void AddBlock(StringBuilder html, Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                var (level, size) = heading.Level == 1 ? (1, "24px;line-height:30px") : (2, "19px;line-height:26px");
                html.Append(CultureInfo.InvariantCulture, $"<h{level} style=\"margin:0 0 16px 0;font-size:{size};font-weight:bold;\">{Inlines(heading)}</h{level}>\n");
                break;
            case ParagraphBlock paragraph when ButtonOf(paragraph) is { } button:
                AddButton(html, button);
                break;
            case ParagraphBlock paragraph:
                html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0 0 16px 0;\">{Inlines(paragraph)}</p>\n");
                break;
            case ListBlock list:
                AddList(html, list);
                break;
            case QuoteBlock quote:
                html.Append("<blockquote style=\"margin:0 0 16px 0;padding:0 0 0 16px;border-left:4px solid #b1b4b6;\">\n");
                AddBlocks(html, quote);
                html.Append("</blockquote>\n");
                break;
            case ThematicBreakBlock:
                html.Append("<hr style=\"border:0;border-top:1px solid #b1b4b6;margin:0 0 16px 0;\">\n");
                break;
            case CodeBlock code when BarChart.Of(code) is { } bars:
                BarChart.AddHtml(html, bars);
                break;
            case CodeBlock code:
                html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0 0 16px 0;\">{Escape(code.Lines.ToString()).Replace("\n", "<br>", StringComparison.Ordinal)}</p>\n");
                break;
            case ContainerBlock container:
                AddBlocks(html, container);
                break;
        }
    }

    private static void AddList(StringBuilder html, ListBlock list)
    {
        var tag = list.IsOrdered ? "ol" : "ul";
        html.Append(CultureInfo.InvariantCulture, $"<{tag} style=\"margin:0 0 16px 0;padding:0 0 0 24px;\">\n");
        foreach (var item in list.OfType<ListItemBlock>())
        {
            html.Append("<li style=\"margin:0 0 8px 0;\">");
            if (item is [ParagraphBlock only])
            {
                html.Append(Inlines(only));
            }
            else
            {
                AddBlocks(html, item);
            }

            html.Append("</li>\n");
        }

        html.Append(CultureInfo.InvariantCulture, $"</{tag}>\n");
    }

    // A paragraph that is nothing but a link in bold is what the mail is for: a button, made of padding and a cell's colour.
    private static LinkInline? ButtonOf(ParagraphBlock paragraph) =>
        paragraph.Inline?.FirstChild is EmphasisInline { DelimiterCount: 2, NextSibling: null, FirstChild: LinkInline { NextSibling: null, IsImage: false } link }
            && Target(link.Url) is not null ? link : null;

    private static void AddButton(StringBuilder html, LinkInline link) => html.Append(CultureInfo.InvariantCulture, $"""
        <table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 24px 0;"><tr>
        <td bgcolor="#1d3557" style="padding:12px 20px;"><a href="{Escape(Target(link.Url)!)}" style="color:#ffffff;font-weight:bold;text-decoration:none;">{Children(link)}</a></td>
        </tr></table>

        """);

    private static string Inlines(LeafBlock block) => block.Inline is null ? "" : Children(block.Inline);

    private static string Children(ContainerInline inlines) => string.Concat(inlines.Select(Inline));

    private static string Inline(Inline inline) => inline switch
    {
        LiteralInline text => Escape(text.Content.ToString()),
        CodeInline code => Escape(code.Content),
        HtmlEntityInline entity => Escape(entity.Transcoded.ToString()),
        LineBreakInline line => line.IsHard ? "<br>\n" : "\n",
        EmphasisInline { DelimiterCount: 2 } strong => $"<strong>{Children(strong)}</strong>",
        EmphasisInline emphasis => $"<em>{Children(emphasis)}</em>",
        AutolinkInline auto => Anchor(auto.IsEmail ? "mailto:" + auto.Url : auto.Url, Escape(auto.Url)),
        LinkInline { IsImage: true } image => Children(image),
        LinkInline link => Anchor(link.Url, Children(link)),
        ContainerInline container => Children(container),
        _ => "",
    };

    private static string Anchor(string? url, string text) =>
        Target(url) is { } target ? $"<a href=\"{Escape(target)}\" style=\"{Link}\">{text}</a>" : text;

    /// <summary>Addresses that a mail may lead to; null for all others, such as scripts.</summary>
    internal static string? Target(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http" or "mailto" or "tel") ? uri.AbsoluteUri : null;

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
