using System.Text;
using HubAutomation.Shared.Timetables.Reading;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

public sealed class FormatDetectionTests
{
    public static TheoryData<string, byte[], string> Unreadables => new()
    {
        { "empty", [], "file-empty" },
        { "one byte", [65], "file-too-short" },
        { "blank space", " \r\n\t "u8.ToArray(), "file-empty" },
        { "PDF", "%PDF-1.7 timetable"u8.ToArray(), "file-is-pdf" },
        { "old Excel file", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0], "workbook-old-format" },
        { "JPEG", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 74, 70], "file-is-picture" },
        { "binary", [.. Enumerable.Range(0, 400).Select(i => (byte)(i * 7))], "file-binary" },
        { "JSON", "{\"sessions\": []}"u8.ToArray(), "format-unknown" },
        { "prose", "Dear hub,\nthe timetable is as last year.\nKind regards\n"u8.ToArray(), "headings-not-found" },
        { "headings only", "Day,Activity,Time\n\n"u8.ToArray(), "no-sessions" },
        { "zip of something", [0x50, 0x4B, 5, 6, .. new byte[18]], "format-unknown" },
    };

    [Theory]
    [MemberData(nameof(Unreadables))]
    public void What_cannot_be_read_is_refused_with_a_sentence_for_the_partner(string what, byte[] content, string rule)
    {
        var unreadable = Assert.IsType<Unreadable>(Given.Open(content, $"{what}.csv"));
        Assert.Equal(rule, unreadable.Rule);
        Assert.EndsWith(".", unreadable.Sentence, StringComparison.Ordinal);
        Assert.Contains($"{what}.csv", unreadable.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timetable.xls", "<html><table><tr><th>Day<th>Activity<tr><td>Mon<td>Yoga</table>", FileFormat.Html)]
    [InlineData("timetable.csv", "\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Yoga\r\nDTSTART:20260914T100000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", FileFormat.ICalendar)]
    [InlineData("timetable.xlsx", "Day,Activity\nMon,Yoga\n", FileFormat.Csv)]
    [InlineData("timetable.ics", "Day,Activity\nMon,Yoga\n", null)]
    public void Content_decides_and_not_the_extension(string name, string content, FileFormat? format)
    {
        Assert.Equal(format, (Given.Open(content, name) as Readable)?.Format);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd is empty. Check that it was saved and send it again.")]
    [InlineData("C:\\temp\\new\u0000\u202Etimetable.csv", "newtimetable.csv is empty. Check that it was saved and send it again.")]
    [InlineData("..", "The file is empty. Check that it was saved and send it again.")]
    public void Names_are_shown_without_folders_and_control_characters(string name, string sentence)
    {
        Assert.Equal(sentence, Assert.IsType<Unreadable>(Given.Open([], name)).Sentence);
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_a_mistake_of_the_caller()
    {
        using var pipe = new System.IO.Compression.DeflateStream(new MemoryStream(Encoding.UTF8.GetBytes("x")), System.IO.Compression.CompressionMode.Decompress);
        Assert.Throws<ArgumentException>(() => TimetableReader.Open(pipe, "a.csv", Given.Library, Given.Options));
    }
}
