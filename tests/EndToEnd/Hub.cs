using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Timetables;
using HubAutomation.Local.Functions;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Testing;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HubAutomation.EndToEnd;

/// <summary>
/// The whole hub inside the test's process, as Program.cs puts it together, on a storage emulator and a state folder of its
/// own. Nothing polls or sleeps: workflows are awaited through the engine.
/// </summary>
internal sealed class Hub : IAsyncDisposable
{
    private readonly Azurite azurite;
    private readonly string folder;
    private readonly IHost host;

    private Hub(Azurite azurite, string folder, IHost host)
    {
        (this.azurite, this.folder, this.host) = (azurite, folder, host);
        Http = new HttpClient { BaseAddress = host.Services.GetRequiredService<RunningHost>().Address };
    }

    public HttpClient Http { get; }

    public HubStorage Storage => host.Services.GetRequiredService<HubStorage>();

    public RunStore Runs => host.Services.GetRequiredService<RunStore>();

    public T Service<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    /// <summary>Starts the hub with a seed folder's blobs in storage.</summary>
    public static async Task<Hub> StartAsync(string? seed = null, params IEnumerable<string> arguments)
    {
        var azurite = await Azurite.StartAsync();
        var folder = Directory.CreateTempSubdirectory("hub-test-").FullName;
        var builder = LocalHost.CreateBuilder(options =>
        {
            options.FunctionTypes = typeof(IngestTimetable).Assembly.GetTypes();
            options.StateFolder = folder;
            options.Arguments = ["--port", "0", "--storage", azurite.ConnectionString, .. seed is null ? [] : new[] { "--seed", seed }, .. arguments];
            options.Settings = new Dictionary<string, string?> { ["PublicBaseUrl"] = "http://hub.example", ["SettingsMaxAge"] = "00:00:00" };
            options.BlobPollInterval = TimeSpan.FromMilliseconds(200);
            options.BlobRetryDelay = TimeSpan.FromMilliseconds(20);
        });
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<RunJournal>();
        builder.UseMiddleware<BlobTryJournal>();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddPlatform(builder.Configuration).AddTimetables();
        var host = builder.Build();
        await host.StartAsync();
        return new Hub(azurite, folder, host);
    }

    /// <summary>Puts a file into a partner's folder, takes it in, and says how the run ended.</summary>
    public async Task<RunRecord> IngestAsync(string partner, string name, BinaryData content, string authority = "sampleton")
    {
        var blob = Storage.Timetables.GetBlobClient($"{authority}/{partner}/{name}");
        var uploaded = await blob.UploadAsync(content, overwrite: true);
        var file = new Shared.Timetables.InputFile(authority, partner, name, uploaded.Value.ETag.ToString("H").Trim('"'), uploaded.Value.LastModified);
        return await FinishAsync($"{authority}.{TimetableWorkflows.IngestName}.{file.Key}", file);
    }

    /// <summary>Waits until nothing is left to do.</summary>
    public Task WaitUntilIdleAsync() => host.Services.GetRequiredService<RunningHost>().WaitUntilIdleAsync();

    /// <summary>Waits for a run's end.</summary>
    public async Task<RunRecord> FinishAsync(string runId)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var client = host.Services.GetRequiredService<RunningHost>().DurableTaskClient;
        await client.WaitForInstanceCompletionAsync(runId, patience.Token);
        return await Runs.FindAsync(runId, patience.Token) ?? throw new InvalidOperationException($"Run {runId} left no record.");
    }

    /// <summary>Sweeps an authority's inbox, waits until all that it has started is done, and says how the sweep ended.</summary>
    public async Task<RunRecord> SweepAsync(string authority)
    {
        using var nothing = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri($"api/{authority}/workflows/{TimetableWorkflows.SweepName}", UriKind.Relative), nothing);
        var run = await FinishAsync(answer.EnsureSuccessStatusCode().Headers.Location!.ToString().Split('/')[^1]);
        await WaitUntilIdleAsync();
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.StopAsync();
        host.Dispose();
        await azurite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    // The blob trigger starts the same run; whoever is first, it is one.
    private async Task<RunRecord> FinishAsync(string runId, Shared.Timetables.InputFile file)
    {
        var plan = new StartPlan.Start(nameof(IngestTimetable), new IngestTimetable.Input(file), file.Key);
        var client = host.Services.GetRequiredService<RunningHost>().DurableTaskClient;
        await Service<WorkflowStarter>().StartAsync(client, file.Authority, TimetableWorkflows.IngestName, file.Key, plan, "test", CancellationToken.None);
        return await FinishAsync(runId);
    }
}
