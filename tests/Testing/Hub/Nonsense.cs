using System.IO.Compression;
using System.Text;

namespace HubAutomation.Testing.Hub;

/// <summary>A kind of file that is made to take time or memory, in any size.</summary>
/// <param name="Name">What it is.</param>
/// <param name="File">What it is called.</param>
/// <param name="Of">Makes one of a size.</param>
/// <param name="Size">A size that came close to what the hub takes, or that once took it minutes.</param>
internal sealed record Nonsense(string Name, string File, Func<int, byte[]> Of, int Size)
{
    private const string Headings = "Title,Day,Dates,Time,Place,Ages,Booking,Cost,Description";

    private const string Calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<Nonsense> Kinds =
    [
        Cell("one title of digits", 0, "9", 225_000),
        Cell("one title of pound signs", 0, "£", 110_000),
        Cell("one day of weekdays", 1, "Mon ", 200_000),
        Cell("one cell of dates", 2, "14/9; ", 150_000),
        Cell("one cell of times", 3, "9-10 & ", 150_000),
        Cell("one place of commas", 4, "a| ", 200_000),
        Cell("one cost of prices", 7, "£1:50 ", 150_000),
        Cell("one description of tags", 8, "<a ", 200_000),
        Cell("one description of ages", 8, "for under 5s ", 75_000),
        Cell("one description of bookings", 8, "please book to drop in ", 40_000),
        Cell("one description of telephone numbers", 8, "(0 1)-", 150_000),
        Cell("one description of addresses", 8, "a.b@c ", 150_000),
        new("rows with a description of nine thousand characters", "nonsense.csv", n => Csv(Enumerable.Range(0, n).Select(i => $"{i},Monday,,10-11am,Hub,,,,{string.Concat(Enumerable.Repeat("under 5s book ", 640))}")), 400),
        new("bad rows", "nonsense.csv", n => Csv(Enumerable.Range(0, n).Select(i => $"x{i},Mnoday,,late,Nowhere,,,,")), 250_000),
        new("rows of one session that differ in the description", "nonsense.csv", n => Csv(Enumerable.Range(0, n).Select(i => $"Yoga,Monday,,10-11am,Hub,,,,Text {i}")), 10_000),
        new("headings", "nonsense.csv", n => Text($"Title,Day,Time{string.Concat(Enumerable.Repeat(",a", n))}\nYoga,Monday,10-11am\n"), 125_000),
        new("lines with a quotation mark", "nonsense.csv", n => Csv(Enumerable.Repeat("\"a", n)), 250_000),
        new("sheets on one part", "nonsense.xlsx", SheetsOnOnePart, 1_250),
        new("sheets of their own", "nonsense.xlsx", n => Workbook(n, i => i, $"<row><c t=\"inlineStr\"><is><t>Title</t></is></c></row>{string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 5_000))}"), 30),
        new("a cell of a workbook", "nonsense.xlsx", n => Workbook(1, _ => 0, $"<row><c t=\"inlineStr\"><is><t>{Noise(n)}</t></is></c></row>"), 6_000_000),
        new("shared texts", "nonsense.xlsx", n => Workbook(1, _ => 0, "", string.Concat(Enumerable.Range(0, n).Select(i => $"<si><t>{i}</t></si>"))), 500_000),
        new("events that only begin", "nonsense.ics", n => Text(Calendar + string.Concat(Enumerable.Repeat("BEGIN:VEVENT\n", n))), 375_000),
        new("components in one another", "nonsense.ics", n => Text(Calendar + string.Concat(Enumerable.Repeat("BEGIN:X\n", n)) + string.Concat(Enumerable.Repeat("END:Y\n", n))), 350_000),
        new("lines of a description that is not folded", "nonsense.ics", n => Text(Calendar + Event("DESCRIPTION:a\n" + string.Concat(Enumerable.Repeat("b\n", n)))), 1_000_000),
        new("properties of one event", "nonsense.ics", n => Text(Calendar + Event(string.Concat(Enumerable.Repeat("UID:1\n", n)))), 750_000),
        new("excluded dates of one event", "nonsense.ics", n => Text(Calendar + Event("RRULE:FREQ=WEEKLY\n" + string.Concat(Enumerable.Range(0, n).Select(i => $"EXDATE:20260907T{i / 3600 % 24:00}{i / 60 % 60:00}{i % 60:00}\n")))), 90_000),
        new("calendars in one file", "nonsense.ics", n => Text(string.Concat(Enumerable.Repeat(Calendar + Event("") + "END:VCALENDAR\n", n))), 2_500),
        new("elements of a page", "nonsense.html", n => Page(string.Concat(Enumerable.Repeat("<b>x</b>", n))), 250_000),
        new("attributes of one element", "nonsense.html", n => Page($"<b{string.Concat(Enumerable.Range(0, n).Select(i => $" a{i}"))}>"), 250_000),
        new("tables of a page", "nonsense.html", n => Page(string.Concat(Enumerable.Repeat("</table><table><tr><td>x", n))), 25_000),
    ];

    public override string ToString() => Name;

    private static Nonsense Cell(string name, int column, string part, int size) => new(name, "nonsense.csv", n => Csv([
        "Yoga,Monday,,10-11am,Hub,,,,",
        string.Join(',', Enumerable.Range(0, 9).Select(i => i != column ? new[] { "Peep", "Monday", "", "10-11am", "Hub", "", "", "", "" }[i] : string.Concat(Enumerable.Repeat(part, n))))]), size);

    private static byte[] Csv(IEnumerable<string> rows) => Text($"{Headings}\n{string.Join('\n', rows)}\n");

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Event(string lines) => $"BEGIN:VEVENT\nUID:{Guid.Empty}\nSUMMARY:Yoga\nLOCATION:Hub\nDTSTART:20260907T100000\nDTEND:20260907T110000\n{lines}END:VEVENT\n";

    private static byte[] Page(string content) =>
        Text($"<html><body><table><tr><th>Title<th>Day<th>Time<th>Place<tr><td>Yoga<td>Monday<td>10-11am<td>Hub {content}</table></body></html>");

    // Packs badly, as texts do, so that only its length is in the way.
    private static string Noise(int length) => string.Create(length, 0, (text, _) =>
    {
        var random = new Random(1);
        for (var i = 0; i < text.Length; i++)
            text[i] = (char)('a' + random.Next(26));
    });

    private static byte[] SheetsOnOnePart(int sheets) => Workbook(sheets, _ => 0, "<row><c t=\"inlineStr\"><is><t>Title</t></is></c></row>");

    /// <summary>A workbook of one sheet with these rows.</summary>
    public static byte[] Workbook(string rows) => Workbook(1, _ => 0, rows);

    private static byte[] Workbook(int sheets, Func<int, int> partOf, string rows, string texts = "")
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Packages = "http://schemas.openxmlformats.org/package/2006/relationships";
        var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
            Write("_rels/.rels", $"<Relationships xmlns=\"{Packages}\"><Relationship Id=\"a\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Write("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>{string.Concat(Enumerable.Range(0, sheets).Select(i => $"<sheet name=\"{i}\" sheetId=\"{i + 1}\" r:id=\"s{i}\"/>"))}</sheets></workbook>");
            Write("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Packages}\"><Relationship Id=\"t\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/>{string.Concat(Enumerable.Range(0, sheets).Select(i => $"<Relationship Id=\"s{i}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{partOf(i)}.xml\"/>"))}</Relationships>");
            Write("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{texts}</sst>");
            foreach (var part in Enumerable.Range(0, sheets).Select(partOf).Distinct())
                Write($"xl/worksheets/sheet{part}.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>");

            void Write(string path, string text)
            {
                using var part = new StreamWriter(zip.CreateEntry(path).Open());
                part.Write(text);
            }
        }

        return content.ToArray();
    }
}
