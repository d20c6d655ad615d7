namespace HubAutomation.Shared.Tests.Timetables.Understanding;

/// <summary>The specification of what is understood: files of kind, phrase and expected meaning (see <see cref="Canonical"/>). In phrases, "\n" is a line break.</summary>
internal static class PhraseTable
{
    public static TheoryData<string, string> Load(string name)
    {
        var data = new TheoryData<string, string>();
        foreach (var (_, phrase, expected) in Rows(name))
            data.Add(phrase, expected);
        return data;
    }

    public static IEnumerable<(string Kind, string Phrase, string Expected)> All() =>
        Directory.EnumerateFiles(Folder, "*.csv").Order(StringComparer.Ordinal).SelectMany(f => Rows(Path.GetFileNameWithoutExtension(f)));

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Timetables", "Understanding", "phrases");

    private static IEnumerable<(string Kind, string Phrase, string Expected)> Rows(string name) =>
        File.ReadLines(Path.Combine(Folder, $"{name}.csv")).Skip(1).Select(Fields).Select(f => (f[0], f[1], f[2]));

    /// <summary>Fields of one line; one with commas stands in quotes, a quote in it is doubled.</summary>
    private static string[] Fields(string line)
    {
        var fields = new List<string>();
        var quoted = false;
        var start = 0;
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && (quoted || line[i] != ','))
            {
                quoted ^= line[i] == '"';
                continue;
            }

            var field = line[start..i];
            fields.Add(field.StartsWith('"') ? field[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : field);
            start = i + 1;
        }

        return [.. fields];
    }
}
