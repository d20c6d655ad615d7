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
    // More than these no table has over it.
    private const int MaxHeadings = 20;

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
        var elements = SeenTables(page, sight);
        if (elements.Count == 0)
            return new Unreadable("table-not-found", $"{name} is a web page without a table. Put the sessions in a table, or send them as .xlsx, .csv or .ics.");

        var tables = elements
            .Select((t, i) => new Table(elements.Count > 1 ? PartName(t.Table, i) : null, () => HtmlTable.Rows(t.Table, sight).UntilTooMuchIsSpread()) { Headings = t.Headings })
            .ToArray();
        return TableFile.Plan(tables, new HeadingWords(partner)).Result(FileFormat.Html, name, $"web page, {coding.Name}");
    }

    private static string Text(Stream content, TextCoding coding)
    {
        using var reader = coding.Read(content);
        return reader.ReadToEnd();
    }

    // In the order of the page, each with its caption and the headings that stand between it and the table before, nearest first. Pages are
    // laid out with tables in tables: the innermost hold the data.
    private static List<(IHtmlTableElement Table, string[] Headings)> SeenTables(IDocument page, HtmlSight sight)
    {
        var tables = new List<(IHtmlTableElement Table, string[] Headings)>();
        var hidden = new HashSet<IElement>();
        var headings = new List<string>();
        foreach (var element in page.All)
        {
            if ((element.ParentElement is { } parent && hidden.Contains(parent)) || sight.HidesItself(element))
            {
                hidden.Add(element);
                continue;
            }

            if (element is IHtmlHeadingElement && headings.Count < MaxHeadings && CellText.Clean(element.TextContent) is { Length: > 0 } words)
                headings.Insert(0, words);
            if (element is not IHtmlTableElement table || table.QuerySelector("table") is not null || table.Rows.Length == 0)
                continue;
            tables.Add((table, CellText.Clean(table.Caption?.TextContent ?? "") is { Length: > 0 } caption ? [caption, .. headings] : [.. headings]));
            headings.Clear();
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
