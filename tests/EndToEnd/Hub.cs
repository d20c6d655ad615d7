using System.Net.Http.Json;
using HubAutomation.Functions.Reach;
using HubAutomation.Functions.Timetables;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Reach;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HubAutomation.EndToEnd;

/// <summary>
/// The whole hub inside the test's process, as its Program puts it together, on a storage account and a state folder of its
/// own. Its clock stands at a Monday in term until the test moves it; the times that storage writes are real.
/// </summary>
internal sealed class Hub : IAsyncDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 9, 14, 8, 2, 0, TimeSpan.Zero);

    // A machine that runs many tests keeps the emulator waiting for seconds.
    private const string UnderLoad = "PagePatience=00:00:30";

    // Nobody uploads twice in the same moment, which is part of the key of a version.
    private static readonly TimeSpan BetweenUploads = TimeSpan.FromSeconds(1);

    private Hub(TestApp app) => App = app;

    public TestApp App { get; }

    public HttpClient Http => App.Http;

    /// <summary>The sandbox that mails end up in.</summary>
    public MailSandboxPage Sandbox => new(Service<IConfiguration>()["Email"]!);

    public HubStorage Storage => Service<HubStorage>();

    public RunStore Runs => Service<RunStore>();

    public T Service<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>Starts the hub with a seed folder's blobs in storage.</summary>
    /// <param name="seed">The seed folder; null for empty storage.</param>
    /// <param name="before">What to put into the storage of this connection string before the hub is up.</param>
    /// <param name="arguments">What else the local host is told.</param>
    public static async Task<Hub> StartAsync(string? seed = null, Func<string, Task>? before = null, params string[] arguments) =>
        await StartOnAsync(await Azurite.TakeAccountAsync(), seed, before, arguments);

    /// <summary>Starts the hub on the storage of a connection string.</summary>
    public static async Task<Hub> StartOnAsync(string connection, string? seed, Func<string, Task>? before, params string[] arguments)
    {
        if (before is not null)
            await before(connection);
        return new Hub(await TestApp.StartAsync(
            typeof(IngestTimetable).Assembly,
            options =>
            {
                options.Arguments = [UnderLoad, .. seed is null ? Array.Empty<string>() : ["--seed", seed], .. arguments];
                options.Settings = new Dictionary<string, string?>
                {
                    ["AzureWebJobsStorage"] = connection,
                    ["PublicBaseUrl"] = "http://hub.example",
                    ["SettingsMaxAge"] = "00:00:00",
                    ["Email"] = "UseSandbox=true;DeliveryReports=api/mail/reports",
                    ["Graph"] = "UseGraphSandbox=true",
                    ["Graph:siteId"] = "surveys",
                    ["Graph:driveId"] = "surveys",
                };
            },
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)),
            Monday));
    }

    /// <summary>Puts a file into a partner's folder, takes it in, and says how the run ended.</summary>
    public async Task<RunRecord> IngestAsync(string partner, string name, BinaryData content, string authority = "sampleton")
        => await FinishAsync(await UploadAsync(partner, name, content, authority));

    /// <summary>Puts a file into a partner's folder; the id of the run that takes it in.</summary>
    public async Task<string> UploadAsync(string partner, string name, BinaryData content, string authority = "sampleton")
    {
        await App.AdvanceAsync(BetweenUploads);
        var uploaded = await Storage.Timetables.GetBlobClient($"{authority}/{partner}/{name}").UploadAsync(content, overwrite: true);
        var file = new InputFile(authority, partner, name, uploaded.Value.ETag.ToString("H").Trim('"'), uploaded.Value.LastModified);
        await App.SettleAsync();
        return $"{authority}.{TimetableWorkflows.IngestName}.{file.Key}";
    }

    /// <summary>Puts a national file into its container; the id of the run that takes it in.</summary>
    public async Task<string> UploadReferenceAsync(string name, BinaryData content)
    {
        await App.AdvanceAsync(BetweenUploads);
        await Storage.Reference.GetBlobClient(name).UploadAsync(content, overwrite: true);
        var file = await Service<ReferenceLibrary>().FindAsync(name, default);
        await App.SettleAsync();
        return $"{RunStore.WholeHub}.{ReferenceWorkflows.TakeInName}.{file!.Key}";
    }

    /// <summary>Starts a workflow as staff do; the id of its run.</summary>
    public async Task<string> StartRunAsync(string workflow, object parameters, string authority = "sampleton")
    {
        using var answer = await Http.PostAsJsonAsync(new Uri($"api/{authority}/workflows/{workflow}", UriKind.Relative), parameters);
        return answer.EnsureSuccessStatusCode().Headers.Location!.ToString().Split('/')[^1];
    }

    /// <summary>Runs a run to its end.</summary>
    public async Task<RunRecord> FinishAsync(string runId)
    {
        await App.RunToEndAsync(runId);
        return await Runs.FindAsync(runId, default) ?? throw new InvalidOperationException($"Run {runId} left no record.");
    }

    /// <summary>Sweeps an authority's inbox, waits until all that it has started is done, and says how the sweep ended.</summary>
    public async Task<RunRecord> SweepAsync(string authority)
    {
        var run = await FinishAsync(await StartRunAsync(TimetableWorkflows.SweepName, new { }, authority));
        await App.SettleAsync();
        return run;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
