using System.Diagnostics;
using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using CsvHelper;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Published;
using HubAutomation.Testing;
using HubAutomation.Testing.Hub;

namespace HubAutomation.Benchmarks;

/// <summary>
/// Takes a large file in, with the hub as a process of its own, up to what families see, and compares with the bare parser
/// reading the same file and with bare table writes of as many entities to the same Azurite.
/// </summary>
/// <remarks>
/// Two shapes. "Weekly": every row is a session of its own, as in timetables that people write. "Dated": fifty dates of each
/// session, a row for each, as booking systems export them; the hub unites these. A million rows are measured in this shape
/// only, as twenty thousand sessions: a million different sessions are more than all of England has, and their instances would
/// be a feed of gigabytes.
/// </remarks>
internal static class TimetableBenchmark
{
    private const string Suite = "timetables";
    private const int DatesOfASession = 50;
    private const int MostSessions = 1_000_000;
    private static readonly int[] WeeklyRows = [1_000, 10_000, 100_000];
    private static readonly int[] DatedRows = [1_000, 10_000, 100_000, 1_000_000];

    public static async IAsyncEnumerable<Figure> RunAsync(int[] rows)
    {
        var one = await IngestAsync(sessions: 1, seed => InventedTimetable.Write(seed, 1));
        yield return new Figure(Suite, "one row: whole ingest, start of a cold process", one.Seconds, "s");

        foreach (var count in rows.Length > 0 ? rows.Where(r => r <= WeeklyRows[^1]) : WeeklyRows)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{count:N0} weekly rows");
            await foreach (var figure in MeasureAsync(name, count, count, one.Seconds, seed => InventedTimetable.Write(seed, count, mostSessions: MostSessions)))
            {
                yield return figure;
            }
        }

        foreach (var count in rows.Length > 0 ? rows : DatedRows)
        {
            var sessions = count / DatesOfASession;
            var name = string.Create(CultureInfo.InvariantCulture, $"{count:N0} dated rows ({sessions:N0} sessions)");
            await foreach (var figure in MeasureAsync(name, count, sessions, one.Seconds, seed => InventedTimetable.WriteDates(seed, sessions, DatesOfASession, MostSessions)))
            {
                yield return figure;
            }
        }
    }

    private static async IAsyncEnumerable<Figure> MeasureAsync(string name, int rows, int sessions, double fixedSeconds, Action<string> write)
    {
        var ingest = await IngestAsync(sessions, write);
        var (parsed, written) = (rows / ingest.ParseSeconds, sessions / ingest.WriteSeconds);
        yield return new Figure(Suite, $"{name}: bare parser", parsed, "rows/s");
        yield return new Figure(Suite, $"{name}: bare table writes of its sessions, 8 at a time", written, "rows/s");
        yield return new Figure(Suite, $"{name}: whole ingest, file to published", rows / ingest.Seconds, "rows/s", "bare parser", rows / ingest.Seconds / parsed);
        yield return new Figure(Suite, $"{name}: sessions, file to published", sessions / ingest.Seconds, "rows/s", "bare table writes", sessions / ingest.Seconds / written);
        yield return new Figure(Suite, $"{name}: cost of a row beyond what one row costs", (ingest.Seconds - fixedSeconds) / rows * 1e6, "µs");
        foreach (var (step, seconds) in ingest.Steps)
        {
            yield return new Figure(Suite, $"{name}:   of which {step}", seconds, "s");
        }

        yield return new Figure(Suite, $"{name}: highest memory of the hub", ingest.PeakMebibytes, "MiB");
    }

    private static async Task<Ingest> IngestAsync(int sessions, Action<string> write)
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        var seed = Path.Combine(folder, "seed");
        await using var azurite = await Azurite.StartAsync();
        write(seed);
        var parse = Parse(Path.Combine(seed, "timetables", InventedTimetable.Authority, InventedTimetable.Partner, InventedTimetable.FileName));
        var tables = await WriteTablesAsync(azurite, sessions);

        await using var hub = HubProcess.Start("--seed", seed, "--until-idle", "--state", Path.Combine(folder, "state"), "--storage", azurite.ConnectionString, "--port", "0");
        var (exit, text) = await hub.WaitAsync();
        var (run, steps) = await ReadRunAsync(azurite);
        if (exit != 0 || await PublishedAsync(azurite) != sessions)
        {
            throw new InvalidOperationException($"The hub ended with {exit}, and not all was published: {run.Summary}\n{text}");
        }

        Directory.Delete(folder, recursive: true);
        return new Ingest(parse, tables, (run.EndedAt!.Value - run.StartedAt).TotalSeconds, steps, hub.PeakMebibytes);
    }

    private static double Parse(string path)
    {
        var watch = Stopwatch.StartNew();
        using var csv = CsvReader.Create(new StreamReader(path, Encoding.UTF8), new CsvReaderOptions());
        long characters = 0;
        while (csv.Read())
        {
            for (var i = 0; i < csv.FieldCount; i++)
            {
                characters += csv.GetString(i)?.Length ?? 0;
            }
        }

        return characters > 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException("Nothing was parsed.");
    }

    private static async Task<double> WriteTablesAsync(Azurite azurite, int rows)
    {
        var table = new TableServiceClient(azurite.ConnectionString).GetTableClient("Bare");
        await table.CreateAsync();
        var watch = Stopwatch.StartNew();
        var batches = Enumerable.Range(0, rows).Select(i => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(i, rows)))
            .GroupBy(a => a.Entity.PartitionKey).SelectMany(partition => partition.Chunk(100));
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (batch, token) => await table.SubmitTransactionAsync(batch, token));
        var seconds = watch.Elapsed.TotalSeconds;
        await table.DeleteAsync();
        return seconds;
    }

    // Laid out as the hub lays its sessions out: over 1,024 partitions.
    private static TableEntity Row(int i, int rows) => new($"sampleton.groups.0123456789abcdef.{(long)i * 1024 / rows:D4}", i.ToString("D26", CultureInfo.InvariantCulture))
    {
        ["Title"] = $"Stay and play {i}",
        ["PlaceId"] = "hub-1",
        ["Body"] = """{"id":"aaaaaaaaaaaaaaaaaaaaaaaaaa","title":"Stay and play 1","schedule":{"kind":"weekly","days":["monday"],"everyWeeks":1,"weeksOfMonth":[],"termTimeOnly":true,"except":[],"dates":[]},"start":"09:30:00","end":"10:30:00","placeId":"hub-1","ages":{"fromMonths":0,"toMonths":7,"pregnancy":false,"text":"0 to 6 months"},"booking":{"kind":"dropIn"},"cost":{"minPence":0,"maxPence":0,"text":"Free"}}""",
        ["Link"] = "aaaaaaaaaaaaaaaaaaaaaaaaaa",
        ["Hash"] = "0123456789abcdef",
        ["Sequence"] = 0,
        ["Version"] = "0123456789abcdef",
        ["Change"] = "Added",
        ["ChangedAt"] = DateTimeOffset.UnixEpoch,
        ["Active"] = true,
        ["File"] = InventedTimetable.FileName,
        ["Row"] = i,
    };

    private static async Task<(RunRecord Run, IReadOnlyList<(string Step, double Seconds)> Steps)> ReadRunAsync(Azurite azurite)
    {
        var runs = new RunStore(Connect(azurite), TimeProvider.System);
        var run = (await runs.SinceAsync(DateTimeOffset.UnixEpoch, CancellationToken.None)).Single(r => r.Workflow == "ingest-timetable");
        var steps = (await runs.StepsAsync(run.RowKey, CancellationToken.None))
            .GroupBy(s => s.Step).Select(g => (g.Key, g.Sum(s => s.DurationMs) / 1000)).ToList();
        return (run, steps);
    }

    private static async Task<int> PublishedAsync(Azurite azurite) =>
        (await new PublishedTimetables(Connect(azurite), TimeProvider.System).ManifestAsync(InventedTimetable.Authority, CancellationToken.None))?.Sessions ?? 0;

    private static HubStorage Connect(Azurite azurite) =>
        EveryCapability.Connect(azurite.ConnectionString);

    private sealed record Ingest(
        double ParseSeconds, double WriteSeconds, double Seconds, IReadOnlyList<(string Step, double Seconds)> Steps, double PeakMebibytes);
}
