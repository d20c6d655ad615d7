using System.Text;

namespace HubAutomation.Local.Sandbox.Mail.Mime;

/// <summary>A part of a mail (RFC 2045): headers, and either encoded content or further parts.</summary>
internal sealed class MimePart
{
    private const int Base64Line = 76;

    private readonly List<(string Name, string Value)> _headers = [];
    private readonly IReadOnlyList<MimePart> _parts;
    private readonly string _boundary;
    private readonly string _content;

    private MimePart(string content, IReadOnlyList<MimePart> parts, string boundary, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        (_content, _parts, _boundary) = (content, parts, boundary);
        _headers.AddRange(headers);
    }

    /// <summary>Text in quoted-printable, so that an English mail can be read raw.</summary>
    public static MimePart Text(string subtype, string text) => new(
        QuotedPrintable.Encode(text), [], "",
        ("Content-Type", $"text/{subtype}; charset=utf-8"), ("Content-Transfer-Encoding", "quoted-printable"));

    /// <summary>A file to save, or one that the HTML shows.</summary>
    public static MimePart File(MailAttachment file)
    {
        var disposition = file.ContentId is null ? "attachment" : "inline";
        var part = new MimePart(
            Lines(Convert.ToBase64String(file.ContentInBase64!)), [], "",
            ("Content-Type", file.ContentType!),
            ("Content-Transfer-Encoding", "base64"),
            ("Content-Disposition", $"{disposition}; {HeaderWords.Parameter("filename", file.Name!)}"));
        if (file.ContentId is { } id)
        {
            part._headers.Add(("Content-ID", $"<{id}>"));
        }

        return part;
    }

    /// <summary>Several parts. The boundary begins with "=_", which neither encoding can write (RFC 2045, section 6.7).</summary>
    public static MimePart Multi(string subtype, string name, IReadOnlyList<MimePart> parts) => new(
        "", parts, $"=_{name}", ("Content-Type", $"multipart/{subtype}; boundary=\"=_{name}\""));

    /// <summary>Writes headers, an empty line, and the content.</summary>
    public void Write(StringBuilder text)
    {
        foreach (var (name, value) in _headers)
        {
            HeaderLine.Append(text, name, value);
        }

        text.Append("\r\n").Append(_content);
        foreach (var part in _parts)
        {
            text.Append("\r\n--").Append(_boundary).Append("\r\n");
            part.Write(text);
        }

        if (_parts.Count > 0)
        {
            text.Append("\r\n--").Append(_boundary).Append("--\r\n");
        }
    }

    private static string Lines(string base64) =>
        string.Join("\r\n", Enumerable.Range(0, (base64.Length + Base64Line - 1) / Base64Line)
            .Select(i => base64[(i * Base64Line)..Math.Min(base64.Length, (i + 1) * Base64Line)]));
}
