using System.Globalization;
using System.Text;
using System.Xml;

namespace HubAutomation.Shared.Platform.Files.Workbooks;

/// <summary>
/// Which cells of a workbook are struck through: as a whole by the font of their style (ECMA-376 part 1, §18.8.37), or in part by runs of a
/// shared text (§18.4.4). The reader of workbooks does not tell, so the parts are looked at here – only when something is struck at all.
/// </summary>
internal sealed class Strikes
{
    // A cell's style is a row of cellXfs, which names a font.
    private readonly HashSet<int> _styles = [];

    // What is seen of shared texts with struck words, by their index.
    private readonly Dictionary<int, string> _texts = [];

    private readonly SheetParts _parts;

    private Strikes(SheetParts parts) => _parts = parts;

    /// <summary>Reads a workbook's styles and shared texts; null when nothing in it is struck through.</summary>
    public static Strikes? In(Stream content)
    {
        var strikes = new Strikes(new SheetParts(content));
        strikes._parts.Read("xl/styles.xml", strikes.ReadStyles);
        strikes._parts.Read("xl/sharedStrings.xml", strikes.ReadTexts);
        return strikes._styles.Count + strikes._texts.Count == 0 ? null : strikes;
    }

    /// <summary>A sheet's struck cells, by row and column from 0, with what is seen of their text.</summary>
    public Dictionary<int, Dictionary<int, string>> On(int sheet)
    {
        var struck = new Dictionary<int, Dictionary<int, string>>();
        _parts.ReadSheet(sheet, xml => ReadCells(xml, struck));
        return struck;
    }

    private void ReadStyles(XmlReader xml)
    {
        var fonts = new HashSet<int>();
        var (part, font, style) = ("", -1, -1);
        while (xml.Read())
        {
            if (xml.LocalName is "fonts" or "cellXfs")
                part = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement ? xml.LocalName : "";
            else if (xml.NodeType != XmlNodeType.Element)
                continue;
            else if (part == "fonts" && xml.LocalName == "font")
                font++;
            else if (part == "fonts" && xml.LocalName == "strike" && IsOn(xml))
                fonts.Add(font);
            else if (part == "cellXfs" && xml.LocalName == "xf" && Contains(++style, fonts, xml.GetAttribute("fontId")))
                _styles.Add(style);
        }
    }

    private static bool Contains(int style, HashSet<int> fonts, string? font) => style >= 0 && int.TryParse(font, CultureInfo.InvariantCulture, out var id) && fonts.Contains(id);

    private void ReadTexts(XmlReader xml)
    {
        var runs = new Runs();
        var index = -1;
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                index++;
                runs.Begin();
            }

            runs.Take(xml);
            if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "si" } && runs.Seen is { } seen)
                _texts[index] = seen;
        }
    }

    private void ReadCells(XmlReader xml, Dictionary<int, Dictionary<int, string>> struck)
    {
        var runs = new Runs();
        var at = new CellPlace();
        var isShared = false;
        while (xml.Read())
        {
            if (at.MovesTo(xml))
            {
                isShared = xml.GetAttribute("t") == "s";
                runs.Begin();
                if (int.TryParse(xml.GetAttribute("s"), CultureInfo.InvariantCulture, out var style) && _styles.Contains(style))
                    at.Note(struck, "");
            }
            else if (isShared && xml is { NodeType: XmlNodeType.Text } && int.TryParse(xml.Value, CultureInfo.InvariantCulture, out var index) && _texts.TryGetValue(index, out var text))
            {
                at.Note(struck, text);
            }

            runs.Take(xml);
            if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "is" } && runs.Seen is { } seen)
                at.Note(struck, seen);
        }
    }

    private static bool IsOn(XmlReader xml) => xml.GetAttribute("val") is not ("0" or "false");

    /// <summary>Puts a text of several runs together, with and without those that are struck through.</summary>
    private sealed class Runs
    {
        private readonly StringBuilder _whole = new();
        private readonly StringBuilder _seen = new();
        private bool _isStruck;
        private bool _isText;

        /// <summary>What is seen; null when nothing is struck through.</summary>
        public string? Seen => _whole.Length == _seen.Length ? null : _seen.ToString();

        public void Begin()
        {
            _whole.Clear();
            _seen.Clear();
            _isStruck = _isText = false;
        }

        public void Take(XmlReader xml)
        {
            switch (xml.NodeType, xml.LocalName)
            {
                case (XmlNodeType.Element, "r"):
                    _isStruck = false;
                    break;
                case (XmlNodeType.Element, "strike"):
                    _isStruck = IsOn(xml);
                    break;
                case (XmlNodeType.Element or XmlNodeType.EndElement, "t"):
                    _isText = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
                    break;
                case (XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA, _) when _isText:
                    _whole.Append(xml.Value);
                    _seen.Append(_isStruck ? "" : xml.Value);
                    break;
            }
        }
    }
}
