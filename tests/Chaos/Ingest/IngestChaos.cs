using System.Globalization;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Testing;
using HubAutomation.Testing.Hub;

namespace HubAutomation.Chaos.Ingest;

/// <summary>
/// Kills the hub with SIGKILL at random moments of an ingest – its worker, its host, or both in turn –, starts it again until it is
/// done, and compares everything that it leaves behind with what an undisturbed run leaves.
/// </summary>
internal static partial class IngestChaos
{
    private const int UsualKills = 5;
    private const int UsualRows = 20_000;
    private const int MostSaid = 3;

    public static async Task<ChaosReport> RunAsync(ChaosOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("hub-chaos-").FullName;
        InventedTimetable.Write(Path.Combine(folder, "seed"), options.Rows ?? UsualRows, badEvery: 10);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var expected = await IngestAsync(folder, "undisturbed", (_, _) => Task.FromResult(0));
        var whole = watch.Elapsed;
        options.Say($"undisturbed: {expected.Result.Count} rows and documents in {whole.TotalSeconds:F1} s");

        var random = new Random(options.Seed);
        var disturbed = await IngestAsync(folder, "disturbed", (start, round) => KillAsync(start, round, options, random, whole));
        Directory.Delete(folder, recursive: true);

        var lost = expected.Result.Keys.Except(disturbed.Result.Keys).Count();
        var doubled = disturbed.Result.Keys.Except(expected.Result.Keys).Count();
        var unlike = expected.Result.Where(e => disturbed.Result.TryGetValue(e.Key, out var value) && value != e.Value).ToList();
        foreach (var (key, value) in unlike.Take(MostSaid))
            options.Say($"different: {key}\n  undisturbed {value[..Math.Min(value.Length, 300)]}\n  disturbed   {disturbed.Result[key][..Math.Min(disturbed.Result[key].Length, 300)]}");
        var different = unlike.Count;
        if (lost + doubled + different > 0)
            options.Say($"The last hub said:\n{disturbed.Said}");
        options.Say($"{disturbed.Kills} kills, {expected.Result.Count} compared, {lost} lost, {doubled} doubled, {different} different");
        return new IngestReport(options.Seed, disturbed.Kills, expected.Result.Count, lost, doubled, different);
    }

    private static async Task<(Dictionary<string, string> Result, int Kills, string Said)> IngestAsync(
        string folder, string name, Func<Func<HubProcess>, int, Task<int>> disturb)
    {
        await using var azurite = await Azurite.StartAsync();
        HubProcess On(params string[] more) => HubProcess.Start(
            ["--seed", Path.Combine(folder, "seed"), "--state", Path.Combine(folder, name), "--storage", azurite.ConnectionString, "PublicBaseUrl=http://hub.example", .. more]);
        HubProcess Start() => On("--until-idle", "--port", "0");

        var kills = await disturb(Start, 0);
        var text = await EndAsync(Start());
        if (await HasUnreadFileAsync(azurite))
        {
            // A host that was killed in the middle of five tries has given the file up, as the real one does: the sweep of the hour brings it back.
            await SweepAsync(port => On("--port", port));
            text = $"{text}\nAfter the sweep:\n{await EndAsync(Start())}";
        }

        return (await ReadAsync(azurite), kills, text);
    }

    private static async Task<string> EndAsync(HubProcess start)
    {
        await using var hub = start;
        var (exit, text) = await hub.WaitAsync();
        return exit == 0 ? text : throw new InvalidOperationException($"The hub ended with {exit}:\n{text}");
    }

    private static async Task<bool> HasUnreadFileAsync(Azurite azurite)
    {
        var storage = EveryCapability.Connect(azurite.ConnectionString);
        await foreach (var row in storage.TimetableFiles.QueryAsync<TableEntity>(maxPerPage: 1))
            return false;
        return true;
    }

    // Asked for once, and then carried on by the next hub.
    private static async Task SweepAsync(Func<string, HubProcess> start)
    {
        var port = HubProcess.FreePort();
        await using var hub = start(port.ToString(CultureInfo.InvariantCulture));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        while (!await IsAskedAsync(http))
        {
            if (await hub.EndsWithinAsync(TimeSpan.FromMilliseconds(200)))
                throw new InvalidOperationException($"The hub ended:\n{(await hub.WaitAsync()).Text}");
        }

        await hub.KillAsync();
    }

    private static async Task<bool> IsAskedAsync(HttpClient http)
    {
        try
        {
            return (await http.PostAsync($"api/{InventedTimetable.Authority}/workflows/sweep-inbox", null)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }

    private static async Task<int> KillAsync(Func<HubProcess> start, int kills, ChaosOptions options, Random random, TimeSpan whole)
    {
        // Many kills come after one another so soon that all of them meet the ingest at work.
        var rounds = options.Kills ?? UsualKills;
        var longest = whole * Math.Min(0.8, 4.0 / rounds);
        for (var round = 0; round < rounds;)
        {
            await using var hub = start();
            for (var lives = true; lives && round < rounds; round++)
            {
                var wait = longest * random.NextDouble();
                if (await hub.EndsWithinAsync(wait))
                {
                    lives = false;
                    continue;
                }

                var victim = Victims.Of(kills++);
                lives = await hub.KillAsync(victim);
                options.Say(string.Create(CultureInfo.InvariantCulture, $"killed {victim} after {wait.TotalSeconds:F2} s"));
            }
        }

        return kills;
    }

    // Everything that must come out the same; moments and run ids differ from run to run.
    private static async Task<Dictionary<string, string>> ReadAsync(Azurite azurite)
    {
        var storage = EveryCapability.Connect(azurite.ConnectionString);
        var result = new Dictionary<string, string>();
        await foreach (var row in storage.Sessions.QueryAsync<TableEntity>())
        {
            result[$"session {row.PartitionKey} {row.RowKey}"] = string.Join('|', "Body Hash Link Sequence Change Active Row".Split(' ').Select(c => row[c]));
        }

        await foreach (var row in storage.TimetableFiles.QueryAsync<TableEntity>())
        {
            result[$"file {row.RowKey}"] = string.Join('|', "Outcome ContentHash Accepted Rejected ClaimedBy".Split(' ').Select(c => row[c]));
        }

        await foreach (var row in storage.TimetableVersions.QueryAsync<TableEntity>())
        {
            result[$"version {row.GetString("ContentHash")} {result.Keys.Count(k => k.StartsWith("version", StringComparison.Ordinal))}"] =
                string.Join('|', "Accepted Rejected Added Changed Withdrawn".Split(' ').Select(c => row[c]));
        }

        await foreach (var blob in storage.Timetables.GetBlobsAsync())
        {
            result[$"blob {blob.Name}"] = Convert.ToHexString(blob.Properties.ContentHash ?? []);
        }

        var manifest = await new Shared.Timetables.Published.PublishedTimetables(storage, TimeProvider.System)
            .ManifestAsync(InventedTimetable.Authority, CancellationToken.None);
        foreach (var (path, document) in manifest!.Documents)
        {
            var content = await storage.Published.GetBlobClient($"{InventedTimetable.Authority}/content/{document.Hash}").DownloadContentAsync();
            result[$"document {path}"] = Moments().Replace(content.Value.Content.ToString(), "");
        }

        return result;
    }

    [GeneratedRegex("^(DTSTAMP|LAST-MODIFIED|SEQUENCE):.*$|\"lastModified\":\"[^\"]*\"|\"sequence\":[0-9]+", RegexOptions.Multiline)]
    private static partial Regex Moments();
}
