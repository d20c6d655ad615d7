using System.Globalization;

namespace HubAutomation.Shared.Reach;

/// <summary>Merges sorted parts of a file into one sorted sequence of lines, a line of each part in memory.</summary>
internal static class ReferenceMerge
{
    /// <summary>Hands every line to <paramref name="take"/> in ordinal order.</summary>
    /// <param name="parts">The parts, each in ordinal order.</param>
    /// <param name="keyCells">How many cells at the beginning of a line tell it from all others.</param>
    /// <param name="take">Takes a line, without the number of its row.</param>
    /// <returns>What is wrong: two rows with one key; otherwise null.</returns>
    public static string? Run(IReadOnlyList<IEnumerable<string>> parts, int keyCells, Action<string> take)
    {
        var queue = new PriorityQueue<IEnumerator<string>, string>(StringComparer.Ordinal);
        var open = parts.Select(part => part.GetEnumerator()).ToList();
        try
        {
            foreach (var part in open.Where(part => part.MoveNext()))
                queue.Enqueue(part, part.Current);
            var before = "";
            while (queue.TryPeek(out var part, out var line))
            {
                if (before.Length > 0 && Key(line, keyCells).SequenceEqual(Key(before, keyCells)))
                    return Twice(before, line, keyCells);
                take(line[..line.LastIndexOf(ReferenceReading.RowMark)]);
                before = line;
                if (part.MoveNext())
                    queue.DequeueEnqueue(part, part.Current);
                else
                    queue.Dequeue();
            }

            return null;
        }
        finally
        {
            open.ForEach(part => part.Dispose());
        }
    }

    private static string Twice(string one, string other, int keyCells)
    {
        var rows = new[] { Row(one), Row(other) }.Order().ToList();
        return string.Create(
            CultureInfo.GetCultureInfo("en-GB"), $"row {rows[1]:N0}, \"{Key(other, keyCells)}\": twice: row {rows[0]:N0} has it, too, and there must be one row for each.");
    }

    private static int Row(string line) => int.Parse(line.AsSpan(line.LastIndexOf(ReferenceReading.RowMark) + 1), CultureInfo.InvariantCulture);

    private static ReadOnlySpan<char> Key(string line, int cells)
    {
        var length = -1;
        for (var cell = 0; cell < cells; cell++)
            length = line.IndexOf(',', length + 1);
        return line.AsSpan(0, length);
    }
}
