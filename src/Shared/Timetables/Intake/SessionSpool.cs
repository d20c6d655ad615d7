using System.Runtime.InteropServices;
using System.Text.Json;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>
/// Collects accepted rows in a temporary file and gives them back ordered by id. Memory holds 40 bytes a row, so that a
/// million rows need little.
/// </summary>
internal sealed class SessionSpool : IDisposable
{
    private readonly FileStream file = TemporaryFile.Create();
    private readonly List<Entry> entries = [];
    private readonly MemoryStream line = new();

    /// <summary>How many rows were added.</summary>
    public int Count => entries.Count;

    /// <summary>Adds a row.</summary>
    public void Add(SessionInFile row)
    {
        line.SetLength(0);
        JsonSerializer.Serialize(line, row, HubJson.Options);
        line.WriteByte((byte)'\n');
        entries.Add(new Entry(SortKey(row.Session.Id, 0), SortKey(row.Session.Id, 12), file.Length, (int)line.Length, entries.Count));
        line.WriteTo(file);
    }

    /// <summary>
    /// Hands over every set of rows that have the same id, in the order of the file, and puts what comes back in their place.
    /// </summary>
    public void ResolveRepeats(Func<IReadOnlyList<SessionInFile>, IReadOnlyList<SessionInFile>> resolve)
    {
        Sort();
        var single = new List<Entry>(entries.Count);
        var resolved = new List<SessionInFile>();
        for (var i = 0; i < entries.Count;)
        {
            var end = i + 1;
            while (end < entries.Count && entries[end].SameId(entries[i]))
            {
                end++;
            }

            if (end == i + 1)
            {
                single.Add(entries[i]);
            }
            else
            {
                resolved.AddRange(resolve([.. entries[i..end].Select(e => Parse(Read(e)))]));
            }

            i = end;
        }

        if (resolved.Count > 0)
        {
            entries.Clear();
            entries.AddRange(single);
            resolved.ForEach(Add);
        }
    }

    /// <summary>Writes the rows ordered by id and cuts them into slices. Ids must be distinct by now.</summary>
    public IReadOnlyList<StagedSlice> WriteSorted(Stream output, int sliceSize)
    {
        Sort();
        var slices = new List<(string From, long Offset, int Count)>();
        long written = 0;
        ulong? last = null;
        foreach (var entry in entries)
        {
            // A slice ends only where a partition ends, so that a partition is merged as a whole.
            var bytes = Read(entry);
            if (slices.Count == 0 || (slices[^1].Count >= sliceSize && entry.Shard != last))
            {
                slices.Add((Parse(bytes).Session.Id[..InputFile.ShardLength], written, 0));
            }

            last = entry.Shard;

            output.Write(bytes);
            written += bytes.Length;
            slices[^1] = slices[^1] with { Count = slices[^1].Count + 1 };
        }

        return Close(slices, written);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        line.Dispose();
    }

    private void Sort()
    {
        file.Flush();
        CollectionsMarshal.AsSpan(entries).Sort();
    }

    // The slices together cover every possible id: what stands in the tables between two staged ids belongs to exactly one.
    private static List<StagedSlice> Close(List<(string From, long Offset, int Count)> slices, long end)
    {
        if (slices.Count == 0)
        {
            return [StagedSlice.Everything];
        }

        var closed = new List<StagedSlice>(slices.Count);
        for (var i = 0; i < slices.Count; i++)
        {
            var isLast = i == slices.Count - 1;
            var to = isLast ? end : slices[i + 1].Offset;
            closed.Add(new StagedSlice(
                i == 0 ? "" : slices[i].From, isLast ? null : slices[i + 1].From, slices[i].Offset, to - slices[i].Offset, slices[i].Count));
        }

        return closed;
    }

    private byte[] Read(Entry entry)
    {
        var bytes = new byte[entry.Length];
        RandomAccess.Read(file.SafeFileHandle, bytes, entry.Offset);
        return bytes;
    }

    private static SessionInFile Parse(byte[] bytes) => JsonSerializer.Deserialize<SessionInFile>(bytes, HubJson.Options)!;

    // Twelve base-32 characters are 60 bits; their value sorts as the characters do.
    private static ulong SortKey(string id, int start)
    {
        ulong key = 0;
        foreach (var c in id.AsSpan(start, 12))
        {
            key = (key << 5) | (uint)(c <= '7' ? c - '2' : c - 'a' + 6);
        }

        return key;
    }

    private readonly record struct Entry(ulong High, ulong Low, long Offset, int Length, int Order) : IComparable<Entry>
    {
        /// <summary>The bits of the characters that choose the partition.</summary>
        public ulong Shard => High >> (5 * (12 - InputFile.ShardLength));

        public bool SameId(Entry other) => High == other.High && Low == other.Low;

        public int CompareTo(Entry other)
        {
            var byHigh = High.CompareTo(other.High);
            var byLow = byHigh != 0 ? byHigh : Low.CompareTo(other.Low);
            return byLow != 0 ? byLow : Order.CompareTo(other.Order);
        }
    }
}
