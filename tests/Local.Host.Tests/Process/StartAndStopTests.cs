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
    public async Task An_unknown_option_is_refused_with_the_help()
    {
        await using var app = AppProcess.Start(Folder, "--until-idel");

        Assert.Equal(1, await app.EndsAsync());
        Assert.Contains("--until-idel", app.Output, StringComparison.Ordinal);
        Assert.Contains("End when nothing is left to do", app.Output, StringComparison.Ordinal);
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
