using HubAutomation.Local.Host.Hosting;

namespace HubAutomation.Local.Host.Tests.Hosting;

public class CommandLineTests
{
    [Fact]
    public void Every_option_is_read()
    {
        var line = CommandLine.Read(
            ["--app", "src/bin/App.dll", "--port", "8080", "--host", "0.0.0.0", "--state", "/var/hub", "--storage", "AccountName=a;AccountKey=b==", "--seed", "samples", "--until-idle", "--require-keys", "--verbose", "--attach", "--no-extended-sessions", "Mail__Endpoint=https://mail.example?a=b"]);

        Assert.Null(line.Answer);
        Assert.Equal((8080, "0.0.0.0", "/var/hub", "AccountName=a;AccountKey=b==", "samples"), (line.Port!.Value, line.Address!, line.State!, line.Storage!, line.Seed!));
        Assert.True(line is { App: "src/bin/App.dll", UntilIdle: true, RequireKeys: true, Verbose: true, Attach: true, NoExtendedSessions: true });
        Assert.Equal("https://mail.example?a=b", line.Settings["Mail:Endpoint"]);
    }

    [Fact]
    public void What_is_said_more_than_once_counts_as_often_as_it_can()
    {
        var line = CommandLine.Read(["--name", "hub.example", "--name", "hub.local", "Mail__Endpoint=a", "mail:endpoint=b"]);

        Assert.Equal(["hub.example", "hub.local"], line.Names);
        Assert.Equal("b", Assert.Single(line.Settings).Value);
    }

    [Fact]
    public void Nothing_given_is_nothing_set()
    {
        var line = CommandLine.Read([]);

        Assert.True(line is { App: null, Port: null, Address: null, State: null, Storage: null, Seed: null, UntilIdle: false, RequireKeys: false, Verbose: false, Attach: false, NoExtendedSessions: false, Answer: null });
        Assert.Empty(line.Settings);
    }

    [Theory]
    [InlineData("--until-idel")]
    [InlineData("samples")]
    [InlineData("--port", "seven")]
    [InlineData("--seed")]
    public void What_is_not_understood_is_told_in_one_sentence_with_the_way_to_all_options(params string[] args)
    {
        var line = CommandLine.Read(args);

        Assert.True(line.IsWrong);
        Assert.Contains(args[^1], line.Answer, StringComparison.Ordinal);
        Assert.EndsWith(" All options: --help.", line.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line.Answer!);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("22.5")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("99999")]
    [InlineData("0x1F")]
    [InlineData("99999999999")]
    public void What_is_no_port_is_shown(string port) =>
        Assert.Equal($"'{port}' is no port: give --port a number from 1 to 65535, or 0 for a free one. All options: --help.", CommandLine.Read(["--port", port]).Answer);

    [Theory]
    [InlineData("--help")]
    [InlineData("-?")]
    public void Help_is_an_answer_and_no_mistake(string option)
    {
        var line = CommandLine.Read([option]);

        Assert.False(line.IsWrong);
        Assert.Contains("Upload DIR/<container>/... as blobs before anything starts", line.Answer, StringComparison.Ordinal);
    }
}
