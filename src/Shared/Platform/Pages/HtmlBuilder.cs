using System.Globalization;
using System.Runtime.CompilerServices;

namespace HubAutomation.Shared.Platform.Pages;

/// <summary>
/// Builds a page from interpolated strings: the literal parts are markup, every value put between them is escaped.
/// There is no way to add a value as markup, so nothing a partner wrote can become any.
/// </summary>
/// <param name="page">Where the page goes, as it is built.</param>
internal sealed class HtmlBuilder(TextWriter page)
{
    private readonly TextWriter page = page;

    /// <summary>Adds markup with escaped values, and a line break.</summary>
    /// <param name="markup">By the time it arrives here it has written itself.</param>
    public void Add([InterpolatedStringHandlerArgument("")] Markup markup) => page.Write('\n');

    private void AppendEscaped(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&':
                    page.Write("&amp;");
                    break;
                case '<':
                    page.Write("&lt;");
                    break;
                case '>':
                    page.Write("&gt;");
                    break;
                case '"':
                    page.Write("&quot;");
                    break;
                case '\'':
                    page.Write("&#39;");
                    break;
                default:
                    // Other control characters are not allowed in HTML, not even as references.
                    if (!char.IsControl(c) || c is '\n' or '\t')
                        page.Write(c);
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

        public void AppendLiteral(string markup) => target.page.Write(markup);

        public void AppendFormatted(string? text) => target.AppendEscaped(text);

        public void AppendFormatted(int number) => target.page.Write(number.ToString(CultureInfo.InvariantCulture));
    }
}
