using System.Text;

namespace HubAutomation.Shared.Platform.Templates;

/// <summary>Plain text within Markdown.</summary>
public static class MarkdownText
{
    /// <summary>
    /// The text with every sign escaped that could mean something in Markdown, so that a partner's words are shown as they are.
    /// </summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (char.IsAscii(c) && char.IsPunctuation(c) || char.IsAscii(c) && char.IsSymbol(c))
            {
                escaped.Append('\\');
            }

            escaped.Append(char.IsControl(c) ? ' ' : c);
        }

        // A number at a line's start would begin a list, whose full stop is escaped by now.
        return escaped.ToString();
    }
}
