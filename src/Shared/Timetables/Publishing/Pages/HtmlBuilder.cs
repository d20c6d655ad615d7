using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace HubAutomation.Shared.Timetables.Publishing.Pages;

/// <summary>
/// Builds a page from interpolated strings: the literal parts are markup, every value put between them is escaped.
/// There is no way to add a value as markup, so nothing a partner wrote can become any.
/// </summary>
internal sealed class HtmlBuilder
{
    private readonly StringBuilder page = new(16 * 1024);

    /// <summary>Adds markup with escaped values, and a line break.</summary>
    /// <param name="markup">By the time it arrives here it has written itself.</param>
    public void Add([InterpolatedStringHandlerArgument("")] Markup markup) => page.Append('\n');

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(page.ToString());

    private void AppendEscaped(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&':
                    page.Append("&amp;");
                    break;
                case '<':
                    page.Append("&lt;");
                    break;
                case '>':
                    page.Append("&gt;");
                    break;
                case '"':
                    page.Append("&quot;");
                    break;
                case '\'':
                    page.Append("&#39;");
                    break;
                default:
                    // Other control characters are not allowed in HTML, not even as references.
                    if (!char.IsControl(c) || c is '\n' or '\t')
                        page.Append(c);
                    break;
            }
        }
    }

    /// <summary>What the compiler makes of an interpolated string given to <see cref="Add"/>.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly HtmlBuilder target;

        /// <summary>Called by the compiler's code.</summary>
        public Markup(int literalLength, int formattedCount, HtmlBuilder target)
        {
            _ = (literalLength, formattedCount);
            this.target = target;
        }

        public void AppendLiteral(string markup) => target.page.Append(markup);

        public void AppendFormatted(string? text) => target.AppendEscaped(text);

        public void AppendFormatted(int number) => target.page.Append(CultureInfo.InvariantCulture, $"{number}");
    }
}
