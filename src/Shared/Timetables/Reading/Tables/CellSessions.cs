using HubAutomation.Shared.Timetables.Reading.Columns;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>Splits a grid cell that holds several sessions.</summary>
internal static class CellSessions
{
    /// <summary>
    /// The sessions of a cell, each with its lines. Blank lines part sessions when every block has a time of its own.
    /// Otherwise the lines with a time tell how many there are, and what stands above the first of them (a title) stands above the others too.
    /// </summary>
    public static IEnumerable<string> Split(string text)
    {
        if (text.Length == 0)
            return [];
        if (!text.Contains('\n'))
            return [text];
        var blocks = Blocks(text);
        if (blocks.Count > 1 && !blocks.TrueForAll(b => b.Exists(Shapes.LooksLikeTime)))
            blocks = [[.. blocks.SelectMany(b => b)]];
        return blocks.SelectMany(SplitAtTimes);
    }

    private static IEnumerable<string> SplitAtTimes(List<string> lines)
    {
        var times = Enumerable.Range(0, lines.Count).Where(i => Shapes.LooksLikeTime(lines[i])).ToArray();
        var above = times.Length == 0 ? 0 : times[0];
        for (var s = 0; s < Math.Max(1, times.Length); s++)
        {
            var from = s == 0 ? 0 : Math.Max(times[s] - above, times[s - 1] + 1);
            var to = s + 1 < times.Length ? Math.Max(times[s + 1] - above, times[s] + 1) : lines.Count;
            yield return string.Join('\n', lines[from..to]);
        }
    }

    private static List<List<string>> Blocks(string text)
    {
        var blocks = new List<List<string>> { new() };
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.Length > 0)
                blocks[^1].Add(line);
            else if (blocks[^1].Count > 0)
                blocks.Add([]);
        }

        return [.. blocks.Where(b => b.Count > 0)];
    }
}
