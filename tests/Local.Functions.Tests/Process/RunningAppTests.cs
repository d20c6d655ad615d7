using HubAutomation.Testing;

namespace HubAutomation.Local.Functions.Tests.Process;

/// <summary>The host as a person runs it: a process, a command line, its own storage emulator.</summary>
public sealed class RunningAppTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-app-");

    public RunningAppTests()
    {
        // The emulator is looked for from the current folder and the app's folder upwards; the latter is in the repository.
        Assert.True(File.Exists(Repository.PathOf("package.json")));
        Write("local.settings.json", """
            {
              "IsEncrypted": false,
              "Values": { "AzureWebJobsStorage": "UseDevelopmentStorage=true", "Greeting": "cheerio" }
            }
            """);
        Write("seed/inbox/a.txt", "autumn");
        Write("seed/inbox/b.txt", "winter");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_seeded_app_works_until_nothing_is_left_and_the_second_run_finds_nothing_new()
    {
        await using (var first = Start("--seed", "seed", "--until-idle"))
        {
            Assert.Equal(0, await first.EndsAsync());
            Assert.Contains("Seed seed: 2 files new, 0 changed, 0 unchanged.", first.Output, StringComparison.Ordinal);
            Assert.Matches(@"Outbox: +\[GET\] http://127\.0\.0\.1:\d+/api/outbox", first.Output);
            Assert.Matches(@"FileDropped: +blobTrigger  inbox/\{name\}", first.Output);
            Assert.Matches(@"CopyFile +2 +0 +0", first.Output);
            Assert.Matches(@"The app says goodbye \(cheerio, cheerio\)\.[\s\S]*FileDropped +2 +0", first.Output);
        }

        await using var second = Start("--seed", "seed", "--until-idle");
        Assert.Equal(0, await second.EndsAsync());
        Assert.Contains("Seed seed: 0 files new, 0 changed, 2 unchanged.", second.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was run.", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_gives_exit_code_1_and_open_waits_are_listed()
    {
        Write("seed/inbox/broken.txt", "?");
        Write("seed/inbox/poison.txt", "?");
        Write("seed/inbox/ask-first.txt", "spring");

        await using var app = Start("--seed", "seed", "--until-idle");

        Assert.Equal(1, await app.EndsAsync());
        Assert.Matches(@"CopyFile +2 +1 +0", app.Output);
        Assert.Matches(@"FileDropped +9 +5 +1 given up", app.Output);
        Assert.Matches(@"Waiting: CopyFile '\w+' for event 'Approved'", app.Output);
    }

    [Fact]
    public async Task After_kill_9_the_next_start_goes_on_with_the_same_data_and_no_emulator_is_left()
    {
        await using (var first = Start("--seed", "seed"))
        {
            var address = await first.ListeningAsync();
            await OutboxHasAsync(address, "a.txt");
            await first.KillAsync();
        }

        await using var second = Start("--until-idle");
        Assert.Equal(0, await second.EndsAsync());

        await using var third = Start();
        await OutboxHasAsync(await third.ListeningAsync(), "a.txt", "b.txt");
        var emulator = int.Parse(await File.ReadAllTextAsync(Path("hub/azurite/emulator.pid")), System.Globalization.CultureInfo.InvariantCulture);
        await third.KillAsync();
        await EndedAsync(emulator);
    }

    [Fact]
    public async Task On_SIGTERM_what_runs_is_finished_and_the_exit_code_is_0()
    {
        await using var app = Start();
        using var http = new HttpClient { BaseAddress = await app.ListeningAsync() };

        var slow = http.GetStringAsync(new Uri("api/slow", UriKind.Relative));
        await app.SaysAsync("slow request begun");
        var exitCode = await app.TerminateAsync();

        Assert.Equal("done", await slow);
        Assert.Equal(0, exitCode);
        Assert.Matches(@"Slow +1 +0", app.Output);
    }

    [Fact]
    public async Task A_second_hub_on_the_same_state_folder_is_refused_by_name()
    {
        await using var first = Start();
        await first.ListeningAsync();

        await using var second = Start();

        Assert.Equal(1, await second.EndsAsync());
        Assert.Contains($"is in use by process {first.Id}. Stop it, or choose another folder with --state.", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hubs_run_side_by_side_on_folders_of_their_own()
    {
        await using var first = Start("--seed", "seed");
        await using var second = AppProcess.Start(_folder.FullName, "--port", "0", "--state", "other");

        await OutboxHasAsync(await first.ListeningAsync(), "a.txt", "b.txt");
        using var http = new HttpClient { BaseAddress = await second.ListeningAsync() };
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync(new Uri("admin/host/ping", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        await using var first = Start();
        var port = (await first.ListeningAsync()).Port;

        await using var second = AppProcess.Start(_folder.FullName, "--port", $"{port}", "--state", "other");

        Assert.Equal(1, await second.EndsAsync());
        Assert.Contains($"Port {port} is in use: stop what listens there, or choose another with --port.", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_is_refused_with_the_help()
    {
        await using var app = AppProcess.Start(_folder.FullName, "--until-idel");

        Assert.Equal(1, await app.EndsAsync());
        Assert.Contains("--until-idel", app.Output, StringComparison.Ordinal);
        Assert.Contains("End when nothing is left to do", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_printed_and_nothing_is_started()
    {
        await using var app = AppProcess.Start(_folder.FullName, "--help");

        Assert.Equal(0, await app.EndsAsync());
        Assert.Contains("--until-idle", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("goodbye", app.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path(".hub")));
    }

    private AppProcess Start(params string[] args) => AppProcess.Start(_folder.FullName, ["--port", "0", "--state", "hub", .. args]);

    private static async Task OutboxHasAsync(Uri address, params string[] names)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var text = "";
        while (!names.All(name => text.Contains($"\"{name}\"", StringComparison.Ordinal)))
        {
            using var answer = await http.GetAsync(new Uri("api/outbox", UriKind.Relative), limit.Token);
            text = await answer.Content.ReadAsStringAsync(limit.Token);
        }
    }

    private static async Task EndedAsync(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await process.WaitForExitAsync(limit.Token);
        }
        catch (ArgumentException)
        {
            // It had ended already.
        }
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), text);
    }
}
