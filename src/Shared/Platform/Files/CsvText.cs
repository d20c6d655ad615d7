using CsvHelper;

namespace HubAutomation.Shared.Platform.Files;

/// <summary>Separated text as a table.</summary>
/// <param name="Content">The file.</param>
/// <param name="Coding">How its characters are written.</param>
/// <param name="MaxLineBytes">Longest line in bytes of UTF-8.</param>
internal sealed record CsvText(Stream Content, TextCoding Coding, int MaxLineBytes)
{
    /// <summary>What parts the columns, the most usual first.</summary>
    public static readonly IReadOnlyList<char> Separators = [',', ';', '\t', '|'];

    /// <summary>The separator that Excel's first line "sep=;" names; null without such a line.</summary>
    public char? NamedSeparator()
    {
        using var reader = Coding.Read(Content);
        Span<char> head = stackalloc char[8];
        head = head[..reader.ReadBlock(head)];
        var line = head.TrimStart('"');
        return line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line.Length > 4 && Separators.Contains(line[4])
            ? line[4]
            : null;
    }

    /// <summary>The rows, numbered as a spreadsheet shows them: a cell with line breaks is one row, a "sep=" line is none.</summary>
    public IEnumerable<TableRow> Rows(char separator, bool skipFirstLine)
    {
        using var text = new BoundedText(Coding.ReadAsUtf8(Content), (byte)separator, MaxLineBytes);
        using var reader = CsvReader.Create(text, Options(separator), leaveOpen: true);
        var number = skipFirstLine ? -1 : 0;
        while (reader.Read())
        {
            if (++number == 0)
                continue;
            var cells = reader.Current.ToArray();
            yield return cells is [BoundedText.Marker] && text.Damage.TryDequeue(out var damage)
                ? new TableRow(number, []) { Damage = damage }
                : new TableRow(number, cells) { IsSeparatedText = true };
        }
    }

    // Wrong quoting within a line is read as it stands; BoundedText has taken out what is worse.
    private static CsvReaderOptions Options(char separator) => new()
    {
        Separator = separator,
        HasHeader = false,
        SkipEmptyLines = false,
        DetectSeparatorHint = false,
        PoolStrings = false, // A pool of a row's hundred thousand cells takes half a gigabyte; without one, a million rows take no longer.
    };
}
