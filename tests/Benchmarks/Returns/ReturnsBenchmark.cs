using System.Globalization;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Reach;
using HubAutomation.Testing;
using HubAutomation.Testing.Hub;

namespace HubAutomation.Benchmarks.Returns;

/// <summary>
/// A postcode directory of 1.8 million rows taken in by the hub as a process of its own; then thirty figures of attendance and three of reach
/// from a million rows of attendance. Each beside the bare read of the same files: lines, and cells at the commas.
/// </summary>
internal static class ReturnsBenchmark
{
    private const string Suite = "returns";
    private const int Postcodes = 1_800_000;
    private const int AttendanceRows = 1_000_000;

    /// <param name="rows">Rows of attendance and rows of the directory; what is left out is what a large authority and the United Kingdom have.</param>
    public static async IAsyncEnumerable<Figure> RunAsync(int[] rows)
    {
        var (attendance, postcodes) = (rows.Length > 0 ? rows[0] : AttendanceRows, rows.Length > 1 ? rows[1] : Postcodes);
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        var (seed, figures, ready) = (Path.Combine(folder, "seed"), Path.Combine(folder, "figures"), Directory.CreateDirectory(Path.Combine(folder, "ready")).FullName);
        InventedPeople.WriteReference(seed, postcodes);
        InventedPeople.WriteFigures(figures, attendance, postcodes);

        var directory = Path.Combine(seed, "reference", "postcodes.csv");
        var bare = await ReturnsChild.MeasureAsync("bare", directory);
        var name = string.Create(CultureInfo.InvariantCulture, $"{postcodes:N0} postcodes ({new FileInfo(directory).Length / 1048576.0:N0} MiB)");
        yield return new Figure(Suite, $"{name}: bare read", bare.Seconds, "s");
        yield return new Figure(Suite, $"{name}: bare read, highest memory", bare.PeakMebibytes, "MiB");
        await foreach (var figure in TakeInAsync(name, folder, seed, ready, bare.Seconds))
        {
            yield return figure;
        }

        var files = Directory.GetFiles(Path.Combine(figures, "attendance"));
        name = string.Create(CultureInfo.InvariantCulture, $"{attendance:N0} rows of attendance ({files.Sum(file => new FileInfo(file).Length) / 1048576.0:N0} MiB)");
        bare = await ReturnsChild.MeasureAsync(["bare", .. files]);
        yield return new Figure(Suite, $"{name}: bare read", bare.Seconds, "s");
        yield return new Figure(Suite, $"{name}: bare read, highest memory", bare.PeakMebibytes, "MiB");
        var thirty = await ReturnsChild.MeasureAsync("attendance", figures);
        yield return new Figure(Suite, $"{name}: thirty figures", thirty.Seconds, "s", "bare read", thirty.Seconds / bare.Seconds);
        yield return new Figure(Suite, $"{name}: thirty figures, highest memory", thirty.PeakMebibytes, "MiB", "bare read", thirty.PeakMebibytes / bare.PeakMebibytes);
        var reach = await ReturnsChild.MeasureAsync("reach", figures, ready);
        yield return new Figure(Suite, $"{name}: reach, with all postcodes", reach.Seconds, "s", "bare read", reach.Seconds / bare.Seconds);
        yield return new Figure(Suite, $"{name}: reach, highest memory", reach.PeakMebibytes, "MiB", "bare read", reach.PeakMebibytes / bare.PeakMebibytes);
        Directory.Delete(folder, recursive: true);
    }

    private static async IAsyncEnumerable<Figure> TakeInAsync(string name, string folder, string seed, string ready, double bareSeconds)
    {
        await using var azurite = await Azurite.StartAsync();
        await using var hub = HubProcess.Start("--seed", seed, "--until-idle", "--state", Path.Combine(folder, "state"), "--storage", azurite.ConnectionString, "--port", "0");
        var (exit, text) = await hub.WaitAsync();
        var storage = EveryCapability.Connect(azurite.ConnectionString);
        var manifests = (await new ReferenceLibrary(storage).ReadyAsync(CancellationToken.None)).Select(reference => reference.Manifest).ToList();
        if (exit != 0 || manifests.Count != 4)
        {
            throw new InvalidOperationException($"The hub ended with {exit}, and {manifests.Count} of 4 national files are in use.\n{text}");
        }

        foreach (var manifest in manifests)
        {
            await storage.ReferenceReady.GetBlobClient(manifest.Data).DownloadToAsync(Path.Combine(ready, Path.GetFileName(manifest.Data)));
            await storage.ReferenceReady.GetBlobClient($"{manifest.Kind}.json").DownloadToAsync(Path.Combine(ready, $"{manifest.Kind}.json"));
        }

        var runs = new RunStore(storage, TimeProvider.System);
        var run = (await runs.FindAsync(manifests.Single(manifest => manifest.Kind == "postcodes").Run, CancellationToken.None))!;
        var seconds = (run.EndedAt!.Value - run.StartedAt).TotalSeconds;
        yield return new Figure(Suite, $"{name}: taken in, blob to in use", seconds, "s", "bare read", seconds / bareSeconds);
        foreach (var step in (await runs.StepsAsync(run.RowKey, CancellationToken.None)).GroupBy(step => step.Step))
        {
            yield return new Figure(Suite, $"{name}:   of which {step.Key}, {step.Count()} times", step.Sum(one => one.DurationMs) / 1000, "s");
        }

        yield return new Figure(Suite, $"{name}: highest memory of the hub", hub.PeakMebibytes, "MiB");
    }
}
