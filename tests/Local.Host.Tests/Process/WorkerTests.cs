using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace HubAutomation.Local.Host.Tests.Process;

/// <summary>The app's worker beside its host: either may end without the other.</summary>
public sealed partial class WorkerTests : AppFolder
{
    [Fact]
    public async Task When_the_worker_is_killed_another_does_what_it_held_again()
    {
        await using var app = Start();
        using var http = new HttpClient { BaseAddress = await app.ListeningAsync(), Timeout = TimeSpan.FromSeconds(120) };
        var id = await StartStallingAsync(http);
        var request = http.GetAsync(Of("api/stall"));
        await app.SaysAsync("a request stalls");
        var worker = await StallingProcessAsync(app);

        await KillAsync(worker);

        using var answer = await request;
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("\"another process\"", await http.GetStringAsync(Of($"api/stalling/{id}")));
        Assert.Contains($"The app's worker has ended (process {worker}, exit code 137)", app.Output, StringComparison.Ordinal);
        Assert.Equal(0, await app.TerminateAsync());
    }

    [Fact]
    public async Task When_the_host_is_killed_its_worker_ends_and_the_next_host_goes_on()
    {
        string id;
        await using (var first = Start())
        {
            using var http = new HttpClient { BaseAddress = await first.ListeningAsync(), Timeout = TimeSpan.FromSeconds(120) };
            id = await StartStallingAsync(http);
            var worker = await StallingProcessAsync(first);

            await first.KillAsync();

            await EndedAsync(worker);
        }

        await using var second = Start();
        using var again = new HttpClient { BaseAddress = await second.ListeningAsync(), Timeout = TimeSpan.FromSeconds(120) };
        Assert.Equal("\"another process\"", await again.GetStringAsync(Of($"api/stalling/{id}")));
    }

    [Fact]
    public async Task An_app_waits_for_a_debugger_when_asked_to()
    {
        await using var app = Start("--attach");
        await app.SaysAsync("waits for a debugger.");
        var worker = int.Parse(WaitingProcess().Match(app.Output).Groups["id"].Value, CultureInfo.InvariantCulture);

        Assert.DoesNotContain("Listening on", app.Output, StringComparison.Ordinal);
        await app.KillAsync();
        await EndedAsync(worker);
    }

    [Fact]
    public async Task A_folder_without_an_app_is_told()
    {
        await using var app = AppProcess.Start(Folder, "--app", Folder, "--port", "0", "--state", "hub");

        Assert.Equal(1, await app.EndsAsync());
        Assert.Contains($"There is no built functions app in {Folder}.", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }

    private static Uri Of(string address) => new(address, UriKind.Relative);

    private static async Task<string> StartStallingAsync(HttpClient http)
    {
        using var answer = await http.PostAsync(Of("api/stalling"), null);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static async Task<int> StallingProcessAsync(AppProcess app)
    {
        await app.SaysAsync("stalling in process");
        return int.Parse(StallingProcess().Match(app.Output).Groups["id"].Value, CultureInfo.InvariantCulture);
    }

    private static async Task KillAsync(int processId)
    {
        using var process = System.Diagnostics.Process.GetProcessById(processId);
        process.Kill();
        await EndedAsync(processId);
    }

    [GeneratedRegex(@"stalling in process (?<id>\d+)\.")]
    private static partial Regex StallingProcess();

    [GeneratedRegex(@"The app is process (?<id>\d+) and waits for a debugger\.")]
    private static partial Regex WaitingProcess();
}
