using HubAutomation.Shared.Platform.Files;
namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>A property of a calendar: RFC 5545 §3.1.</summary>
/// <param name="Name">In capitals.</param>
/// <param name="Parameters">Names in capitals; values without their quotation marks.</param>
/// <param name="Value">As written, escapes included.</param>
internal sealed record ContentLine(string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>Reads "NAME;PARAMETER=value:value"; null when the text is no such line.</summary>
    public static ContentLine? Parse(string line)
    {
        var nameEnd = line.AsSpan().IndexOfAny(';', ':');
        if (nameEnd <= 0 || line.AsSpan(0, nameEnd).ContainsAnyExcept(NameCharacters))
            return null;
        var name = line[..nameEnd].ToUpperInvariant();
        if (line[nameEnd] == ':')
            return new(name, None, line[(nameEnd + 1)..]);

        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var position = nameEnd;
        while (position < line.Length && line[position] == ';')
        {
            var equals = line.IndexOf('=', position);
            if (equals < 0)
                return null;
            var end = EndOfParameter(line, equals + 1);
            if (end < 0)
                return null;
            parameters[line[(position + 1)..equals].Trim().ToUpperInvariant()] = line[(equals + 1)..end].Replace("\"", "", StringComparison.Ordinal);
            position = end;
        }

        return new(name, parameters, line[(position + 1)..]);
    }

    /// <summary>A parameter's value, or null.</summary>
    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    /// <summary>The value as text: RFC 5545 §3.3.11.</summary>
    public string Text()
    {
        if (!Value.Contains('\\', StringComparison.Ordinal))
            return CellText.Clean(Value);
        var text = new System.Text.StringBuilder(Value.Length);
        for (var i = 0; i < Value.Length; i++)
        {
            if (Value[i] != '\\' || i + 1 == Value.Length)
                text.Append(Value[i]);
            else
                text.Append(Value[++i] is 'n' or 'N' ? '\n' : Value[i]);
        }

        return CellText.Clean(text.ToString());
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    // Colons and semicolons within quotation marks belong to the value.
    private static int EndOfParameter(string line, int from)
    {
        var quoted = false;
        for (var i = from; i < line.Length; i++)
        {
            if (line[i] == '"')
                quoted = !quoted;
            else if (!quoted && line[i] is ';' or ':' && !quoted)
                return i;
        }

        return -1;
    }
}
