using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Timetables.Reading.Html;

/// <summary>A table of a page with the lines that stand between it and the table before, nearest first.</summary>
/// <param name="Table">The table.</param>
/// <param name="Headings">Its caption and those of the lines that are short or stand out: headings, bold lines.</param>
/// <param name="Prose">Which of the headings are ordinary lines: they name a place only when they say nothing else.</param>
internal sealed record PageTable(IHtmlTableElement Table, IReadOnlyList<string> Headings, IReadOnlyList<string> Prose);

/// <summary>
/// Goes through a page once, in its order, and finds its tables and the lines around them. Menus, lists of links and the foot of the page
/// are no lines.
/// Pages are laid out with tables in tables: the innermost hold the data.
/// </summary>
internal sealed class PageLines
{
    // More than these say nothing of a table; the nearest count.
    private const int MaxLines = 20;

    private readonly HtmlSight _sight;
    private readonly HashSet<IElement> _outerTables = [];
    private readonly List<PageTable> _tables = [];
    private readonly LinkedList<(string Text, bool IsProse)> _lines = [];
    private readonly StringBuilder _line = new();
    private bool _hasProse;
    private bool _hasText; // outside links and menus

    private PageLines(HtmlSight sight) => _sight = sight;

    /// <summary>The page's tables that are seen, and the lines below the last of them in their order.</summary>
    public static (IReadOnlyList<PageTable> Tables, IReadOnlyList<string> Below) Of(IDocument page, HtmlSight sight)
    {
        var lines = new PageLines(sight);
        foreach (var table in page.QuerySelectorAll("table table"))
        {
            for (var outer = table.ParentElement; outer is not null && (outer is not IHtmlTableElement || lines._outerTables.Add(outer)); outer = outer.ParentElement)
            {
                // Up to the first that is known to hold another one.
            }
        }

        if (page.Body is { } body)
            lines.Read(body, stands: false, isLink: false);
        lines.EndLine();
        return (lines._tables, [.. lines._lines.Select(l => l.Text).Reverse()]);
    }

    private void Read(INode node, bool stands, bool isLink)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText { Data: var words })
                Append(words, stands, isLink);
            else if (child is IElement element && !IsNoText(element) && !_sight.HidesItself(element))
                Read(element, stands, isLink);
        }
    }

    private void Read(IElement element, bool stands, bool isLink)
    {
        if (element is IHtmlTableElement table && !_outerTables.Contains(table))
        {
            EndLine();
            if (table.Rows.Length > 0)
                Take(table);
            return;
        }

        var isBlock = IsBlock(element);
        if (isBlock || element.LocalName == "br")
            EndLine();
        Read((INode)element, stands || element is IHtmlHeadingElement || element.LocalName is "strong" or "b" or "th" or "caption" or "legend" or "summary", isLink || element.LocalName is "a" or "nav" or "footer" or "menu");
        if (isBlock)
            EndLine();
    }

    private void Append(string words, bool stands, bool isLink)
    {
        _line.Append(words);
        if (isLink || string.IsNullOrWhiteSpace(words))
            return;
        _hasText = true;
        _hasProse |= !stands;
    }

    private void EndLine()
    {
        if (_hasText && CellText.Words(CellText.Cut(_line.ToString())) is { Length: > 0 } text)
        {
            _lines.AddFirst((text, _hasProse));
            if (_lines.Count > MaxLines)
                _lines.RemoveLast();
        }

        _line.Clear();
        (_hasText, _hasProse) = (false, false);
    }

    private void Take(IHtmlTableElement table)
    {
        var caption = CellText.Clean(table.Caption?.TextContent ?? "");
        _tables.Add(new(table, [.. new[] { caption }.Where(c => c.Length > 0), .. _lines.Select(l => l.Text)], [.. _lines.Where(l => l.IsProse).Select(l => l.Text)]));
        _lines.Clear();
    }

    private static bool IsNoText(IElement element) =>
        element.LocalName is "script" or "style" or "template" or "button" or "select" or "svg" or "iframe" or "textarea";

    private static bool IsBlock(IElement element) => element is IHtmlHeadingElement || element.LocalName is "p" or "div" or "li" or "ul" or "ol" or "dl" or "dt" or "dd" or "section" or "article" or "main" or "header" or "aside" or "center"
        or "blockquote" or "pre" or "hr" or "address" or "figure" or "figcaption" or "table" or "tr" or "td" or "th" or "tbody" or "thead" or "details" or "summary" or "fieldset" or "legend" or "body";
}
