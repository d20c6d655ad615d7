using System.Text;

namespace HubAutomation.Local.Sandbox.Mail.Mime;

/// <summary>Text in headers: as it is where ASCII will do, encoded words (RFC 2047) and extended parameters (RFC 2231) elsewhere.</summary>
internal static class HeaderWords
{
    // 75 characters a word, less "=?utf-8?B?" and "?=": 63 of base64, which hold 45 bytes.
    private const int BytesPerWord = 45;

    /// <summary>Free text, such as a subject.</summary>
    public static string Text(string text) => IsPlain(text) && !text.Contains("=?", StringComparison.Ordinal) ? text : EncodedWords(text);

    /// <summary><c>"Name" &lt;address&gt;</c>.</summary>
    public static string Mailbox(MailAddress address) => address.DisplayName switch
    {
        null or "" => address.Address!,
        var name when IsPlain(name) => $"{Quoted(name)} <{address.Address}>",
        var name => $"{EncodedWords(name)} <{address.Address}>",
    };

    /// <summary>A parameter of a header, such as a file's name.</summary>
    public static string Parameter(string name, string value) =>
        IsPlain(value) ? $"{name}={Quoted(value)}" : $"{name}*=utf-8''{Uri.EscapeDataString(value)}";

    private static bool IsPlain(string text) => text.All(c => c is >= ' ' and < '\x7f');

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    // A character is never cut in two: each word must be readable by itself.
    private static string EncodedWords(string text)
    {
        var words = new List<string>();
        var word = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + bytes.Length > BytesPerWord)
            {
                words.Add(Word(word));
                word.Clear();
            }

            word.AddRange(bytes);
        }

        words.Add(Word(word));
        return string.Join(' ', words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";
}
