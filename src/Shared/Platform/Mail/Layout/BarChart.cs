using System.Globalization;
using System.Net;
using System.Text;
using Markdig.Syntax;

namespace HubAutomation.Shared.Platform.Mail.Layout;

/// <summary>A bar of a chart in a mail.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Shown">The figure as it is read.</param>
/// <param name="Percent">How long it is, from 0 to 100; what lies beyond is cut.</param>
public sealed record Bar(string Label, string Shown, decimal Percent);

/// <summary>
/// A bar chart in a mail. In Markdown it is a block of code named "bars" with a line <c>label | figure | percent</c> for each bar; in HTML, bars
/// are cells of tables with a colour and a width, which is all that Outlook on Windows can draw; as text, they are blocks.
/// </summary>
public static class BarChart
{
    private const string Info = "bars";
    private const int Blocks = 10;

    /// <summary>The chart as Markdown. Nothing in a label or figure can end the block.</summary>
    public static string ToMarkdown(IEnumerable<Bar> bars) =>
        $"```{Info}\n{string.Join('\n', bars.Select(bar => string.Create(CultureInfo.InvariantCulture, $"{Plain(bar.Label)} | {Plain(bar.Shown)} | {Math.Clamp(bar.Percent, 0, 100):0.#}")))}\n```";

    /// <summary>The bars of a block; null for a block that is no chart.</summary>
    internal static IReadOnlyList<Bar>? Of(CodeBlock block)
    {
        if (block is not FencedCodeBlock { Info: Info })
            return null;
        var bars = block.Lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read).ToList();
        return bars.Count > 0 && bars.TrueForAll(bar => bar is not null) ? [.. bars.OfType<Bar>()] : null;
    }

    internal static void AddHtml(StringBuilder html, IReadOnlyList<Bar> bars)
    {
        html.Append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:0 0 16px 0;\">\n");
        foreach (var bar in bars)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"padding:0 0 4px 0;\">{WebUtility.HtmlEncode(bar.Label)}: <strong>{WebUtility.HtmlEncode(bar.Shown)}</strong></td></tr>\n");
            html.Append("<tr><td style=\"padding:0 0 12px 0;\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>");
            var width = (int)Math.Round(bar.Percent, MidpointRounding.AwayFromZero);
            AddCell(html, width, "#1d3557");
            AddCell(html, 100 - width, "#dbe1e8");
            html.Append("</tr></table></td></tr>\n");
        }

        html.Append("</table>\n");
    }

    internal static string Text(IReadOnlyList<Bar> bars)
    {
        var (label, shown) = (bars.Max(bar => bar.Label.Length), bars.Max(bar => bar.Shown.Length));
        return string.Concat(bars.Select(bar =>
        {
            var full = (int)Math.Round(bar.Percent * Blocks / 100, MidpointRounding.AwayFromZero);
            return $"{bar.Label.PadRight(label)}  {bar.Shown.PadRight(shown)}  {new string('█', full)}{new string('░', Blocks - full)}\n";
        }));
    }

    private static void AddCell(StringBuilder html, int width, string colour)
    {
        if (width > 0)
            html.Append(CultureInfo.InvariantCulture, $"<td width=\"{width}%\" bgcolor=\"{colour}\" style=\"font-size:1px;line-height:14px;\">&nbsp;</td>");
    }

    private static Bar? Read(string line) =>
        line.Split(" | ") is [var label, var shown, var percent] && decimal.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var length)
            ? new Bar(label, shown, Math.Min(length, 100)) : null;

    private static string Plain(string text) =>
        string.Join(' ', text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).Replace('|', '/').Replace('`', '\'').Replace('~', '-');
}
