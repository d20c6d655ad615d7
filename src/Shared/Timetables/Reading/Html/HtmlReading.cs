using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Settings;
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
        var elements = SeenTables(page);
        if (elements.Count == 0)
            return new Unreadable("table-not-found", $"{name} is a web page without a table. Put the sessions in a table, or send them as .xlsx, .csv or .ics.");

        var tables = elements
            .Select((t, i) => new Table(elements.Count > 1 ? PartName(t.Table, i) : null, () => HtmlTable.Rows(t.Table)) { Heading = t.Heading })
            .ToArray();
        return TableFile.Plan(tables, new HeadingWords(partner)).Result(FileFormat.Html, name, $"web page, {coding.Name}");
    }

    private static string Text(Stream content, TextCoding coding)
    {
        using var reader = coding.Read(content);
        return reader.ReadToEnd();
    }

    // In the order of the page, each with its caption, or the heading that stands between it and the table before. Pages are laid out
    // with tables in tables: the innermost hold the data.
    private static List<(IHtmlTableElement Table, string? Heading)> SeenTables(IDocument page)
    {
        var tables = new List<(IHtmlTableElement Table, string? Heading)>();
        var hidden = new HashSet<IElement>();
        string? heading = null;
        foreach (var element in page.All)
        {
            if ((element.ParentElement is { } parent && hidden.Contains(parent)) || HtmlSight.HidesItself(element))
            {
                hidden.Add(element);
                continue;
            }

            if (element is IHtmlHeadingElement)
                heading = CellText.Clean(element.TextContent) is { Length: > 0 } words ? words : heading;
            if (element is not IHtmlTableElement table || table.QuerySelector("table") is not null || table.Rows.Length == 0)
                continue;
            tables.Add((table, CellText.Clean(table.Caption?.TextContent ?? "") is { Length: > 0 } caption ? caption : heading));
            heading = null;
        }

        return tables;
    }

    // A table headed "Monday" holds Monday's sessions; see TableItems.
    private static string PartName(IHtmlTableElement table, int index)
    {
        var caption = CellText.Clean(table.Caption?.TextContent ?? "");
        return Shapes.IsWeekday(caption) ? caption : $"table {index + 1}";
    }
}
