using System.Text;
using System.Text.Json;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Tests.Timetables.Intake;

public class SessionSpoolTests
{
    [Fact]
    public void Rows_come_out_ordered_by_id_in_slices_that_cover_every_partition_whole()
    {
        var (lines, slices) = Spool(100, Enumerable.Range(1, 1000).Select(i => Sessions.Staged($"Activity {i}", row: i)));

        Assert.Equal(1000, lines.Count);
        Assert.Equal(lines.Select(l => l.Session.Id).Order(StringComparer.Ordinal), lines.Select(l => l.Session.Id));
        Assert.Equal(1000, slices.Sum(s => s.Count));
        Assert.All(slices.SkipLast(1), s => Assert.InRange(s.Count, 100, 110));
        Assert.Equal("", slices[0].From);
        Assert.Null(slices[^1].To);
        Assert.Equal(slices.Skip(1).Select(s => (string?)s.From), slices.SkipLast(1).Select(s => s.To));
        Assert.Equal(slices.Skip(1).Select(s => s.Offset), slices.SkipLast(1).Select(s => s.Offset + s.Length));
    }

    [Fact]
    public void Rows_with_the_same_id_are_resolved_together_in_the_order_of_the_file()
    {
        using var spool = new SessionSpool();
        foreach (var row in (SessionInFile[])[Sessions.Staged("Rhyme time", row: 4), Sessions.Staged("Peep", row: 5), Sessions.Staged("Rhyme time", row: 9), Sessions.Staged("rhyme  TIME", row: 12)])
        {
            spool.Add(row);
        }

        var handed = new List<int[]>();
        spool.ResolveRepeats(rows =>
        {
            handed.Add([.. rows.Select(r => r.Place.Row)]);
            return [rows[1]];
        });

        Assert.Equal([[4, 9, 12]], handed);
        Assert.Equal([5, 9], Written(spool, 100).Lines.Select(l => l.Place.Row).Order());
    }

    [Fact]
    public void An_empty_file_is_one_slice_without_rows_so_that_everything_before_is_withdrawn()
    {
        var (lines, slices) = Spool(100, []);

        Assert.Empty(lines);
        Assert.Equal([new StagedSlice("", null, 0, 0, 0)], slices);
    }

    private static (List<SessionInFile> Lines, IReadOnlyList<StagedSlice> Slices) Spool(int sliceSize, IEnumerable<SessionInFile> rows)
    {
        using var spool = new SessionSpool();
        foreach (var row in rows)
        {
            spool.Add(row);
        }

        return Written(spool, sliceSize);
    }

    private static (List<SessionInFile> Lines, IReadOnlyList<StagedSlice> Slices) Written(SessionSpool spool, int sliceSize)
    {
        using var output = new MemoryStream();
        var slices = spool.WriteSorted(output, sliceSize);
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<SessionInFile>(line, HubJson.Options)!).ToList();
        return (lines, slices);
    }
}
