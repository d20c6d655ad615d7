using System.Xml;

namespace HubAutomation.Shared.Platform.Files.Workbooks;

/// <summary>
/// Which cells of a workbook show that their formula failed, "#REF!" (ECMA-376 part 1, §18.18.11: a cell of type "e"). The reader of
/// workbooks leaves them empty, and an end date that cannot be worked out would then be none at all.
/// </summary>
internal sealed class FormulaErrors
{
    private readonly SheetParts _parts;

    private FormulaErrors(SheetParts parts) => _parts = parts;

    /// <summary>A workbook's failed cells; null when there is none.</summary>
    public static FormulaErrors? In(Stream content)
    {
        var parts = new SheetParts(content);
        return parts.AnyHolds("t=\"e\""u8, "t='e'"u8) ? new FormulaErrors(parts) : null;
    }

    /// <summary>A sheet's failed cells, by row and column from 0, with what they show.</summary>
    public Dictionary<int, Dictionary<int, string>> On(int sheet)
    {
        var errors = new Dictionary<int, Dictionary<int, string>>();
        _parts.ReadSheet(sheet, xml =>
        {
            var at = new CellPlace();
            var (isError, isValue) = (false, false);
            while (xml.Read())
            {
                if (at.MovesTo(xml))
                    isError = xml.GetAttribute("t") == "e";
                else if (xml.LocalName == "v")
                    isValue = xml is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
                else if (isError && isValue && xml.NodeType == XmlNodeType.Text)
                    at.Note(errors, xml.Value);
            }
        });
        return errors;
    }
}
