using System.IO.Compression;
using System.Xml;

namespace HubAutomation.Shared.Platform.Files.Workbooks;

/// <summary>
/// Looks over a workbook's list of sheets (ECMA-376 Part 1, §18.2.20) before a parser follows it: a few kilobytes can name one part
/// thousands of times, and every name is read as a whole sheet.
/// </summary>
internal static class SheetList
{
    /// <summary>Most sheets of a workbook: one for each week of a year and as many again.</summary>
    public const int MaxSheets = 120;

    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = 20_000_000 };

    /// <summary>Why the list is refused; null when it is one that a spreadsheet program writes.</summary>
    public static WorkbookProblem? Problem(ZipArchive zip, string name)
    {
        var ids = Values(zip, "xl/workbook.xml", "sheet", "id", Relations);
        if (ids.Count > MaxSheets)
            return new("workbook-too-many-sheets", $"{name} has more than {MaxSheets} sheets. Keep those with the sessions of the coming year, and send them as a workbook of their own.");
        var targets = Values(zip, "xl/_rels/workbook.xml.rels", "Relationship", "Target", "");
        var relations = Values(zip, "xl/_rels/workbook.xml.rels", "Relationship", "Id", "");
        var parts = ids.Select(id => relations.IndexOf(id) is >= 0 and var at && at < targets.Count ? targets[at] : id);
        return parts.Distinct(StringComparer.OrdinalIgnoreCase).Count() == ids.Count
            ? null
            : new("workbook-damaged", $"{name} is not a sound workbook: several of its sheets are the same one. Open it in Excel, save it again as .xlsx and send the new file.");
    }

    // The values of one attribute of all elements of a name, up to one more than a sound workbook has of either.
    private static List<string> Values(ZipArchive zip, string part, string element, string attribute, string space)
    {
        var values = new List<string>();
        if (zip.GetEntry(part) is not { } entry)
            return values;
        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, Settings);
        while (values.Count <= 10 * MaxSheets && xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == element)
                values.Add(xml.GetAttribute(attribute, space) ?? "");
        }

        return values;
    }
}
