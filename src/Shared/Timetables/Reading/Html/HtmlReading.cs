using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Reading.Tables;

namespace HubAutomation.Shared.Timetables.Reading.Html;

/// <summary>Opens a web page and reads the tables in it.</summary>
internal static class HtmlReading
{
    /// <summary>Parses the page and finds the headings of every table.</summary>
    public static ReadingResult Open(Stream content, string name, TextCoding coding, Partner partner, ReadingOptions options)
    {
        if (content.Length > options.MaxDocumentBytes)
            return new Unreadable("page-too-large", $"{name} is larger than a web page with a timetable can be. Send the timetable as .xlsx or .csv.");
        var text = Text(content, coding);
        if (Nesting.IsTooDeep(text))
            return new Unreadable("page-too-nested", $"{name} is not built as web pages are: its parts stand thousands deep in one another. Send the timetable as .xlsx or .csv.");

        if (Nesting.HasTooManyParts(text))
            return new Unreadable("page-too-large", $"{name} has more in it than a web page with a timetable can have. Send the timetable as .xlsx or .csv.");

        using var page = new HtmlParser().ParseDocument(text);
        if (StyleRules.Of(page) is not { } rules)
            return new Unreadable("page-too-large", $"{name} has more styles in it than a web page with a timetable can have. Send the timetable as .xlsx or .csv.");

        var sight = new HtmlSight(rules);
        var (elements, below) = PageLines.Of(page, sight);
        if (elements.Count == 0)
            return new Unreadable("table-not-found", $"{name} is a web page without a table. Put the sessions in a table, or send them as .xlsx, .csv or .ics.");

        var tables = elements
            .Select((t, i) => new Table(elements.Count > 1 ? PartName(t.Table, i) : null, () => HtmlTable.Rows(t.Table, sight).UntilTooMuchIsSpread()) { Headings = t.Headings, Prose = t.Prose })
            .ToArray();
        var result = TablesOfFile.Plan(tables, new HeadingWords(partner)).Result(FileFormat.Html, name, $"web page, {coding.Name}");
        return result is Readable readable ? readable with { Items = readable.Items.Concat(below.Select(line => new LineBelow(new RowPlace(0), line))) } : result;
    }

    private static string Text(Stream content, TextCoding coding)
    {
        using var reader = coding.Read(content);
        return reader.ReadToEnd();
    }

    // A table headed "Monday" holds Monday's sessions; see TableItems.
    private static string PartName(IHtmlTableElement table, int index)
    {
        var caption = CellText.Clean(table.Caption?.TextContent ?? "");
        return Shapes.IsWeekday(caption) ? caption : $"table {index + 1}";
    }
}
