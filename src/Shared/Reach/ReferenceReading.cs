using System.Globalization;
using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Reach;

/// <summary>
/// Reads a national file a part at a time: checks every row, and gives the lines to keep, sorted. The first mistake refuses the file, since
/// figures made with half a directory would look right and be wrong.
/// </summary>
internal static class ReferenceReading
{
    /// <summary>A part ends with the line in which this many bytes are full.</summary>
    public const long UsualPart = 1 << 26;

    /// <summary>Parts a kept line from the number of the row that it comes before.</summary>
    public const char RowMark = '\t';

    /// <summary>Reads the next part.</summary>
    /// <param name="content">The file; can be set to any position.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="progress">How far it has been read.</param>
    /// <param name="partBytes">How much to read.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How far it is read now, and the part's lines in ordinal order.</returns>
    public static async Task<(ReferenceProgress Progress, IReadOnlyList<string> Lines)> ReadPartAsync(
        Stream content, string name, ReferenceProgress progress, long partBytes, CancellationToken cancellation)
    {
        var (headings, length) = await HeadingsAsync(content, cancellation);
        if (ReferenceKinds.Recognise(headings) is not var (kind, positions))
        {
            return (progress.EndsAs(
                ReferenceOutcome.NotRecognised,
                $"{name} was left where it is: its first row has not the headings of a file that the hub knows. It knows {string.Join(", ", ReferenceKinds.All.Select(known => known.Title))}."), []);
        }

        progress = progress.Kind is null
            ? progress with { Kind = kind.Id, Next = length, Size = Math.Max(content.Length, length), Line = 1, Release = kind.ReleaseOf(headings) }
            : progress;
        content.Position = progress.Next;
        using var part = new Part(name, kind, positions, headings, new ReferenceLines(content));
        progress = await part.ReadAsync(progress, partBytes, cancellation);
        part.Lines.Sort(StringComparer.Ordinal);
        return (progress.Outcome is null && progress.IsDone ? AtEnd(progress, kind, name) : progress, part.Lines);
    }

    private static async Task<(IReadOnlyList<string> Headings, long Length)> HeadingsAsync(Stream content, CancellationToken cancellation)
    {
        content.Position = 0;
        using var lines = new ReferenceLines(content);
        if (!await lines.MoveNextAsync(cancellation) || lines.IsTooLong)
            return ([], 0);
        var row = new ReferenceRow();
        row.Read(lines.Current);
        return ([.. Enumerable.Range(0, row.Count).Select(column => row[column])], lines.Consumed);
    }

    private static ReferenceProgress AtEnd(ReferenceProgress progress, ReferenceKind kind, string name)
    {
        if (progress.Rows == 0)
            return progress.EndsAs(ReferenceOutcome.Refused, $"{name} ({kind.Title}) has no row that could be used. The one in use stays.");
        return progress.HighestRank > progress.Rows
            ? progress.EndsAs(ReferenceOutcome.Refused, string.Create(
                CultureInfo.GetCultureInfo("en-GB"),
                $"{name} ({kind.Title}) is not the whole of England: it ranks areas up to {progress.HighestRank:N0} but has {progress.Rows:N0} of them, so a share of England cannot be told. Upload the whole file. The one in use stays."))
            : progress;
    }

    /// <summary>Reads lines until enough bytes are read.</summary>
    private sealed class Part(string name, ReferenceKind kind, ReferencePositions positions, IReadOnlyList<string> headings, ReferenceLines lines) : IDisposable
    {
        private readonly ReferenceRow row = new();

        public List<string> Lines { get; } = [];

        public async Task<ReferenceProgress> ReadAsync(ReferenceProgress before, long partBytes, CancellationToken cancellation)
        {
            var (line, rank, release) = (before.Line, before.HighestRank, before.Release);
            var reached = before.Size;
            while (await lines.MoveNextAsync(cancellation))
            {
                line++;
                if (lines.Current.IsEmpty)
                    continue;
                if (lines.IsTooLong)
                    return before.EndsAs(ReferenceOutcome.Refused, Sentence(line, "row", "", $"line-too-long: a line has at most {ReferenceLines.MostBytes:N0} bytes."));
                if (Keep() is { } kept)
                    Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{kept}{RowMark}{line}"));
                if (row.Mistake is var (wrong, rule, sentence))
                    return before.EndsAs(ReferenceOutcome.Refused, Sentence(line, wrong < 0 || wrong >= headings.Count ? "row" : $"column \"{headings[wrong]}\"", row[wrong], $"{rule}: {sentence}"));
                foreach (var column in kind.RankColumns)
                    rank = Math.Max(rank, row.Number(positions[column], least: 1));
                if (kind.ReleaseColumn >= 0 && row[positions[kind.ReleaseColumn]] is { Length: 6 } month && string.CompareOrdinal(Dashed(month), release) > 0)
                    release = Dashed(month);
                if (lines.Consumed >= partBytes)
                {
                    reached = before.Next + lines.Consumed;
                    break;
                }
            }

            return before with { Next = Math.Min(reached, before.Size), Parts = before.Parts + 1, Line = line, Rows = before.Rows + Lines.Count, HighestRank = rank, Release = release };
        }

        public void Dispose() => lines.Dispose();

        private string? Keep()
        {
            row.Read(lines.Current);
            if (row.Count < headings.Count)
                row.Wrong(-1, "row-too-short", $"The row has {row.Count} cells where the headings have {headings.Count}.");
            return row.Mistake is null ? kind.Keep(row, positions) : null;
        }

        private string Sentence(int line, string where, string value, string what) => string.Create(
            CultureInfo.GetCultureInfo("en-GB"),
            $"{name} ({kind.Title}) is refused: row {line:N0}, {where}{(value.Length > 0 ? $", \"{CellText.Excerpt(value)}\"" : "")}: {what} Get the file anew, and upload it under the same name. The one in use stays.");

        private static string Dashed(string month) => $"{month[..4]}-{month[4..]}";
    }
}
