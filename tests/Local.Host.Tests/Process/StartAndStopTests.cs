namespace HubAutomation.Local.Host.Tests.Process;

/// <summary>How an app starts, refuses to start, and stops.</summary>
public sealed class StartAndStopTests : AppFolder
{
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

    [Theory]
    [InlineData("taskhub.db")]
    [InlineData("host.db")]
    public async Task A_damaged_file_is_told_in_one_line_and_left_as_it_is(string name)
    {
        var content = string.Concat(Enumerable.Repeat("not a database any more\n", 500));
        Write($"hub/{name}", content);

        await using var app = Start();

        Assert.Equal(1, await app.EndsAsync());
        Assert.Contains(Path($"hub/{name}"), app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Path($"hub/{name}")));
    }

    [Fact]
    public async Task A_state_folder_that_cannot_be_is_told_with_the_reason()
    {
        Write("hub", "a file in the way");

        await using var app = Start();

        Assert.Equal(1, await app.EndsAsync());
        Assert.Contains($"The state folder {Path("hub")} cannot be written to (", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string[], string> Mistakes => new()
    {
        { "", ["--port", "99999"], "'99999' is no port: give --port a number from 1 to 65535, or 0 for a free one." },
        { "", ["--storage", "nonsense"], "What AzureWebJobsStorage says is no connection string of a storage account, such as UseDevelopmentStorage=true." },
        { "", ["--seed", "nowhere"], "The seed folder " },
        { "hub/keys.json", [], "/hub/keys.json cannot be read: " },
        { "hub/azurite", [], "The host cannot start: " },
        { "local.settings.json", [], "local.settings.json is not JSON: " },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_slip_at_the_start_is_one_sentence_and_no_stack_trace(string brokenFile, string[] arguments, string sentence)
    {
        if (brokenFile.Length > 0)
        {
            Write(brokenFile, "{ not");
        }

        await using var app = arguments.Contains("--port") ? AppProcess.Start(Folder, arguments) : Start(arguments);

        Assert.Equal(1, await app.EndsAsync());
        Assert.Contains(sentence, app.Output.Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", app.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("v18.20.0")]
    public async Task Without_a_nodejs_that_is_new_enough_it_says_which_is_needed(string? version)
    {
        if (version is not null && !OperatingSystem.IsWindows())
        {
            Write("bin/node", $"#!/bin/sh\necho 'Node.js 20 or newer is needed for the storage emulator; this is {version}.' >&2\nexit 3\n");
            File.SetUnixFileMode(Path("bin/node"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var dotnet = System.IO.Path.GetDirectoryName(Environment.ProcessPath);
        await using var app = AppProcess.Start(
            Folder, new Dictionary<string, string?> { ["PATH"] = $"{Path("bin")}:{dotnet}" }, "--port", "0", "--state", "hub");

        Assert.Equal(1, await app.EndsAsync());
        Assert.Contains("Node.js 20 or newer is needed for the storage emulator", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_keeps_is_for_its_owner_only_and_what_others_could_read_before_too()
    {
        Write("hub/host.lock", "");
        Write("hub/outbox/old.eml", "To: lead@example.org");
        await using var app = Start("--seed", "seed");
        await OutboxHasAsync(await app.ListeningAsync(), "a.txt", "b.txt");

        var open = Directory.EnumerateFileSystemEntries(Path("hub"), "*", SearchOption.AllDirectories).Append(Path("hub"))
            .Where(entry => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(entry) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != 0);

        Assert.Empty(open);
    }

    [Fact]
    public async Task A_folder_that_holds_other_things_keeps_its_rights()
    {
        Write("shared/notes.txt", "not the host's");
        await using var app = AppProcess.Start(Folder, "--port", "0", "--state", "shared");
        await app.ListeningAsync();

        Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(Path("shared/notes.txt")) & UnixFileMode.OtherRead) != 0);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path("shared/keys.json")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Two_hubs_run_side_by_side_on_folders_of_their_own()
    {
        await using var first = Start("--seed", "seed");
        await using var second = AppProcess.Start(Folder, "--port", "0", "--state", "other");

        await OutboxHasAsync(await first.ListeningAsync(), "a.txt", "b.txt");
        using var http = new HttpClient { BaseAddress = await second.ListeningAsync() };
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync(new Uri("admin/host/ping", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        await using var first = Start();
        var port = (await first.ListeningAsync()).Port;

        await using var second = AppProcess.Start(Folder, "--port", $"{port}", "--state", "other");

        Assert.Equal(1, await second.EndsAsync());
        Assert.Contains($"Port {port} is in use: stop what listens there, or choose another with --port.", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_is_refused_in_one_sentence()
    {
        await using var app = AppProcess.Start(Folder, "--until-idel");

        Assert.Equal(1, await app.EndsAsync());
        Assert.Contains("'--until-idel' is neither an option nor of the form KEY=VALUE. All options: --help.", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_printed_and_nothing_is_started()
    {
        await using var app = AppProcess.Start(Folder, "--help");

        Assert.Equal(0, await app.EndsAsync());
        Assert.Contains("--until-idle", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("goodbye", app.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path(".hub")));
    }
}
