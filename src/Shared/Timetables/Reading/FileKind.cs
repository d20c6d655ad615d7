using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading;

/// <summary>Tells what a file is by what is in it; its name helps only with texts that could be several things.</summary>
internal static class FileKind
{
    private const int HeadBytes = 4096;

    private static readonly (byte[] Magic, string Rule, string Sentence)[] Known =
    [
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "workbook-old-format", "is an old Office file (.xls or .doc) or is protected with a password. Open it in Excel, take any password off and save it as \"Excel Workbook (.xlsx)\"."),
        ("%PDF"u8.ToArray(), "file-is-pdf", "is a PDF, from which a timetable cannot be read safely. Send the spreadsheet or calendar that it was made from, or a CSV file."),
        ([0x89, 0x50, 0x4E, 0x47], "file-is-picture", Picture),
        ([0xFF, 0xD8, 0xFF], "file-is-picture", Picture),
        ("GIF8"u8.ToArray(), "file-is-picture", Picture),
        ("{\\rtf"u8.ToArray(), "format-unknown", "is a word-processor document. Send the timetable as a spreadsheet (.xlsx), CSV, calendar (.ics) or web page with a table."),
    ];

    private const string Picture = "is a picture. Send the timetable as a spreadsheet (.xlsx), CSV, calendar (.ics) or web page with a table.";

    /// <summary>The format, or why there is none.</summary>
    /// <param name="content">A seekable stream.</param>
    /// <param name="name">The file's name as messages show it.</param>
    /// <param name="coding">For texts: how the characters are written.</param>
    /// <param name="refusal">Set when the file is none of the formats.</param>
    public static FileFormat? Of(Stream content, string name, out TextCoding? coding, out Unreadable? refusal)
    {
        coding = null;
        refusal = null;
        content.Position = 0;
        Span<byte> head = stackalloc byte[HeadBytes];
        head = head[..content.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
        if (head.Length < 2)
        {
            refusal = head.Length == 0
                ? new("file-empty", $"{name} is empty. Check that it was saved and send it again.")
                : new("file-too-short", $"{name} holds a single byte, so something went wrong when it was saved or sent. Send it again.");
            return null;
        }

        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
            return FileFormat.Xlsx;
        foreach (var (magic, rule, sentence) in Known)
        {
            if (!head.StartsWith(magic))
                continue;
            refusal = new(rule, $"{name} {sentence}");
            return null;
        }

        coding = TextCoding.Of(content);
        return OfText(Beginning(content, coding), name, out refusal);
    }

    private static FileFormat? OfText(string text, string name, out Unreadable? refusal)
    {
        refusal = null;
        var start = text.TrimStart();
        if (start.Length == 0)
            refusal = new("file-empty", $"{name} holds nothing but blank space. Check that it was saved and send it again.");
        else if (IsBinary(text))
            refusal = new("file-binary", $"{name} is not a text, spreadsheet, calendar or web page. Send the timetable as .xlsx, .csv, .ics or .html.");
        else if (start.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase))
            return FileFormat.ICalendar;
        else if (IsHtml(start, name))
            return FileFormat.Html;
        else if (start[0] is '<' or '{' || (start[0] == '[' && start.TrimEnd().EndsWith(']')))
            refusal = new("format-unknown", $"{name} is in a format (XML or JSON) that timetables are not read from. Send it as .xlsx, .csv, .ics or .html.");
        else if (name.EndsWith(".ics", StringComparison.OrdinalIgnoreCase))
            refusal = new("calendar-damaged", $"{name} is named as a calendar but does not begin with BEGIN:VCALENDAR. Export it again and send it as it is.");
        else
            return FileFormat.Csv;
        return null;
    }

    private static bool IsHtml(string start, string name)
    {
        if (start[0] == '<' && start.Contains("<table", StringComparison.OrdinalIgnoreCase))
            return true;
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || (start.Contains("<html", StringComparison.OrdinalIgnoreCase) && start[0] == '<')
            || (Path.GetExtension(name).StartsWith(".htm", StringComparison.OrdinalIgnoreCase) && start.Contains('<'));
    }

    // Texts have line breaks and tabs but hardly any other control character.
    private static bool IsBinary(string text)
    {
        var odd = text.Count(c => (char.IsControl(c) && c is not ('\r' or '\n' or '\t' or '\f' or '\v')) || c == '\uFFFD');
        return odd * 20 > text.Length || text.Count(c => c == '\0') > 1;
    }

    private static string Beginning(Stream content, TextCoding coding)
    {
        using var reader = coding.Read(content);
        var text = new char[HeadBytes];
        return new string(text, 0, reader.ReadBlock(text, 0, text.Length));
    }
}
