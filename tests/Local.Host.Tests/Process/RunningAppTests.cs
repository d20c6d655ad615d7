namespace HubAutomation.Local.Host.Tests.Process;

/// <summary>The work of an app as a person runs it, with a storage emulator of its own.</summary>
public sealed class RunningAppTests : AppFolder
{
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
        Assert.Matches(@"\d\d:\d\d:\d\d ERROR Host\.Functions: Function 'Copy' failed \(run [\w-]+\)\nSystem\.InvalidOperationException: This file cannot be copied\.\n   at ", app.Output);
        Assert.Matches(@"FileDropped +9 +5 +1 given up", app.Output);
        Assert.Matches(@"Waiting: CopyFile '\w+' for an event", app.Output);
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
}
