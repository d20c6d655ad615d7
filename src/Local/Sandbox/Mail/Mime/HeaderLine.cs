using System.Text;

namespace HubAutomation.Local.Sandbox.Mail.Mime;

/// <summary>A header, folded at blanks (RFC 5322, section 2.2.3).</summary>
internal static class HeaderLine
{
    private const int WantedLength = 76;

    public static void Append(StringBuilder text, string name, string value)
    {
        text.Append(name).Append(':');
        var length = name.Length + 1;
        foreach (var word in value.Split(' '))
        {
            // Folding puts a line break before a blank; a reader takes the break away and keeps the blank.
            if (word.Length > 0 && length + 1 + word.Length > WantedLength && length > name.Length + 1)
            {
                text.Append("\r\n");
                length = 0;
            }

            text.Append(' ').Append(word);
            length += 1 + word.Length;
        }

        text.Append("\r\n");
    }
}
