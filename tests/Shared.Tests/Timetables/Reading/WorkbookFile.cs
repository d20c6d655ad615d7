using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

/// <summary>
/// Writes small workbooks as Excel does (ECMA-376). A cell is a text, or a value with a style:
/// "=1:46279" is the number 46279 with the format of a date.
/// </summary>
internal sealed class WorkbookFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public const int General = 0;
    public const int Date = 1;
    public const int Time = 2;
    public const int Pounds = 3;
    public const int TwoDecimals = 4;
    public const int Percent = 6;

    private readonly List<(string Name, bool Hidden, string Xml)> _sheets = [];
    private readonly List<string> _texts = [];

    public static string Value(int style, string number) => $"={style}:{number}";

    /// <summary>A text with a line through it, by the font of its style.</summary>
    public static string Struck(string text) => $"~{text}";

    /// <summary>A text of two runs, the first with a line through it.</summary>
    public static string PartlyStruck(string struck, string seen) => $"~~{struck}|{seen}";

    /// <summary>A formula that failed, as a spreadsheet program keeps it: "#REF!".</summary>
    public static string Failed(string error) => $"!{error}";

    /// <summary>Adds a sheet.</summary>
    public WorkbookFile Sheet(string name, string[][] rows, string[]? merged = null, bool hidden = false, int[]? hiddenRows = null, int[]? hiddenColumns = null)
    {
        var columns = hiddenColumns is null ? "" : $"<cols>{string.Concat(hiddenColumns.Select(c => $"<col min=\"{c}\" max=\"{c}\" width=\"9\" hidden=\"1\"/>"))}</cols>";
        var xml = new StringBuilder($"""<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{Main}">{columns}<sheetData>""");
        for (var r = 0; r < rows.Length; r++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"""<row r="{r + 1}"{(hiddenRows?.Contains(r + 1) == true ? " hidden=\"1\"" : "")}>""");
            for (var c = 0; c < rows[r].Length; c++)
                xml.Append(Cell($"{(char)('A' + c)}{r + 1}", rows[r][c]));
            xml.Append("</row>");
        }

        xml.Append("</sheetData>");
        if (merged is { Length: > 0 })
            xml.Append(CultureInfo.InvariantCulture, $"""<mergeCells count="{merged.Length}">{string.Concat(merged.Select(m => $"<mergeCell ref=\"{m}\"/>"))}</mergeCells>""");
        _sheets.Add((name, hidden, xml.Append("</worksheet>").ToString()));
        return this;
    }

    public byte[] Bytes()
    {
        var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>""");
            Write(zip, "_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Write(zip, "xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets>{string.Concat(_sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"{(s.Hidden ? " state=\"hidden\"" : "")}/>"))}</sheets></workbook>""");
            Write(zip, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(_sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}<Relationship Id="rId99" Type="{Relations}/styles" Target="styles.xml"/><Relationship Id="rId98" Type="{Relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>""");
            Write(zip, "xl/sharedStrings.xml", $"""<sst xmlns="{Main}">{string.Concat(_texts)}</sst>""");
            Write(zip, "xl/styles.xml", $"""<styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;£&quot;#,##0.00"/></numFmts><fonts count="2"><font/><font><strike/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="20" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="2" applyNumberFormat="1"/><xf numFmtId="0" fontId="1"/><xf numFmtId="9" applyNumberFormat="1"/></cellXfs></styleSheet>""");
            for (var i = 0; i < _sheets.Count; i++)
                Write(zip, $"xl/worksheets/sheet{i + 1}.xml", _sheets[i].Xml);
        }

        return content.ToArray();
    }

    public static void Write(ZipArchive zip, string path, string text)
    {
        using var part = new StreamWriter(zip.CreateEntry(path).Open());
        part.Write(text);
    }

    private string Shared(string at, string struck, string seen)
    {
        _texts.Add($"""<si><r><rPr><strike/></rPr><t xml:space="preserve">{SecurityElement.Escape(struck)}</t></r><r><t>{SecurityElement.Escape(seen)}</t></r></si>""");
        return $"""<c r="{at}" t="s"><v>{_texts.Count - 1}</v></c>""";
    }

    private string Cell(string at, string text)
    {
        if (text.Length == 0)
            return "";
        if (text.StartsWith("~~", StringComparison.Ordinal))
        {
            var runs = text[2..].Split('|');
            return Shared(at, runs[0], runs[1]);
        }

        if (text[0] == '!')
            return $"""<c r="{at}" t="e"><f>A1+1</f><v>{SecurityElement.Escape(text[1..])}</v></c>""";
        if (text[0] == '~')
            return $"""<c r="{at}" s="5" t="inlineStr"><is><t>{SecurityElement.Escape(text[1..])}</t></is></c>""";
        if (text[0] != '=')
            return $"""<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{SecurityElement.Escape(text)}</t></is></c>""";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return $"""<c r="{at}" s="{text[1..colon]}"><f>A1+1</f><v>{text[(colon + 1)..]}</v></c>""";
    }
}
