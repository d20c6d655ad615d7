using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace HubAutomation.Shared.Platform.Files.Workbooks;

/// <summary>A workbook's parts, for what its reader does not tell: the sheets in their order, and whatever else is named.</summary>
/// <param name="content">The workbook.</param>
internal sealed class SheetParts(Stream content)
{
    private const string RelationshipId = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private List<string>? _sheets;

    /// <summary>Reads a part by its name, when there is one.</summary>
    public void Read(string name, Action<XmlReader> read)
    {
        content.Position = 0;
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.GetEntry(name) is not { } part)
            return;
        using var stream = part.Open();
        using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true });
        read(xml);
    }

    /// <summary>Reads a sheet by its place, from 0.</summary>
    public void ReadSheet(int sheet, Action<XmlReader> read)
    {
        _sheets ??= FindSheets();
        if (sheet < _sheets.Count)
            Read(_sheets[sheet], read);
    }

    /// <summary>Whether the bytes of any part hold one of two texts of one length: quick, so that what is rare costs nothing where it is not.</summary>
    public bool AnyHolds(ReadOnlySpan<byte> text, ReadOnlySpan<byte> orText)
    {
        content.Position = 0;
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        var block = new byte[1 << 16];
        foreach (var part in zip.Entries.Where(e => e.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)))
        {
            using var stream = part.Open();
            var kept = 0;
            for (int read; (read = stream.Read(block.AsSpan(kept))) > 0;)
            {
                var seen = block.AsSpan(0, kept + read);
                if (seen.IndexOf(text) >= 0 || seen.IndexOf(orText) >= 0)
                    return true;

                // A text may stand over the end of a block.
                kept = Math.Min(text.Length - 1, seen.Length);
                seen[^kept..].CopyTo(block);
            }
        }

        return false;
    }

    private List<string> FindSheets()
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        var sheets = new List<string>();
        Read("xl/_rels/workbook.xml.rels", xml =>
        {
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
                    targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
            }
        });
        Read("xl/workbook.xml", xml =>
        {
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
                    sheets.Add(targets.GetValueOrDefault(xml.GetAttribute("id", RelationshipId) ?? xml.GetAttribute("r:id") ?? "", ""));
            }
        });
        return sheets;
    }
}

/// <summary>At which cell of a sheet a reader stands, row and column from 0.</summary>
internal sealed class CellPlace
{
    private int _row = -1;
    private int _column = -1;

    /// <summary>Follows the reader; true when a cell begins here.</summary>
    public bool MovesTo(XmlReader xml)
    {
        if (xml.NodeType != XmlNodeType.Element)
            return false;
        if (xml.LocalName == "row")
            (_row, _column) = (int.TryParse(xml.GetAttribute("r"), CultureInfo.InvariantCulture, out var row) ? row - 1 : _row + 1, -1);
        if (xml.LocalName != "c")
            return false;
        _column = SheetSize.ColumnOf(xml.GetAttribute("r")) is { } column ? (int)column - 1 : _column + 1;
        return true;
    }

    /// <summary>Notes something of the cell; the first note holds.</summary>
    public void Note(Dictionary<int, Dictionary<int, string>> notes, string text)
    {
        if (!notes.TryGetValue(_row, out var cells))
            notes[_row] = cells = [];
        cells.TryAdd(_column, text);
    }
}
