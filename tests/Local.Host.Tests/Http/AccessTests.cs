using System.Text.Json;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Http;
using HubAutomation.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubAutomation.Local.Host.Tests.Http;

public sealed class AccessTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("hub-keys-");

    public void Dispose() => _state.Delete(recursive: true);

    [Theory]
    [InlineData("master", nameof(AccessLevel.Admin))]
    [InlineData("system/durabletask_extension", nameof(AccessLevel.System))]
    [InlineData("host/default", nameof(AccessLevel.Function))]
    [InlineData("functions/Upload/default", nameof(AccessLevel.Function))]
    [InlineData("functions/Other/default", nameof(AccessLevel.Anonymous))]
    public void A_key_opens_its_own_kind(string key, string level)
    {
        var keys = Load();

        Assert.Equal(level, keys.LevelOf(KeyOf(key), "Upload").ToString());
    }

    [Fact]
    public void Keys_stay_as_they_are_and_a_function_that_has_none_gets_one()
    {
        var keys = Load();
        var (master, upload) = (keys.Master, KeyOf("functions/Upload/default"));

        Assert.Equal(master, Load("Upload", "New").Master);

        Assert.Equal(upload, KeyOf("functions/Upload/default"));
        Assert.NotEmpty(KeyOf("functions/New/default"));
    }

    [Fact]
    public void Nobody_but_their_owner_may_read_them()
    {
        Load();

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(KeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Theory]
    [InlineData(nameof(AccessLevel.Anonymous), null, null, true)]
    [InlineData(nameof(AccessLevel.Function), null, null, false)]
    [InlineData(nameof(AccessLevel.Function), "host/default", null, true)]
    [InlineData(nameof(AccessLevel.Function), null, "host/default", true)]
    [InlineData(nameof(AccessLevel.Function), "wrong", "host/default", false)]
    [InlineData(nameof(AccessLevel.System), "host/default", null, false)]
    [InlineData(nameof(AccessLevel.Admin), null, "master", true)]
    public async Task Who_shows_the_right_key_comes_in_and_the_header_goes_before_the_query(string needed, string? header, string? query, bool admitted)
    {
        using var wrong = new WrongKeys(TimeProvider.System, NullLogger.Instance);
        var gate = new AccessGate(Load(), wrong, isEnforced: true);
        var http = new DefaultHttpContext();
        if (header is not null)
        {
            http.Request.Headers["x-functions-key"] = KeyOf(header);
        }

        if (query is not null)
        {
            http.Request.QueryString = QueryString.Create("code", KeyOf(query));
        }

        Assert.Equal(admitted, await gate.AdmitsAsync(http, Enum.Parse<AccessLevel>(needed), "Upload"));
    }

    [Fact]
    public async Task Where_keys_are_not_enforced_everybody_comes_in()
    {
        using var wrong = new WrongKeys(TimeProvider.System, NullLogger.Instance);

        Assert.True(await new AccessGate(Load(), wrong, isEnforced: false).AdmitsAsync(new DefaultHttpContext(), AccessLevel.Admin, null));
    }

    [Fact]
    public async Task Wrong_keys_wait_their_turn_are_logged_once_a_minute_and_keep_no_right_one_waiting()
    {
        var (clock, log) = (new ManualTimeProvider(DateTimeOffset.UnixEpoch), new LogBook());
        using var wrong = new WrongKeys(clock, log.CreateLogger("Host"));
        var gate = new AccessGate(Load(), wrong, isEnforced: true);

        var guesses = Enumerable.Range(0, 3).Select(_ => gate.AdmitsAsync(WithKey("wrong"), AccessLevel.Function, "Upload").AsTask()).ToList();
        var right = gate.AdmitsAsync(WithKey(KeyOf("host/default")), AccessLevel.Function, "Upload");

        Assert.True(right is { IsCompletedSuccessfully: true, Result: true });
        Assert.DoesNotContain(guesses, guess => guess.IsCompleted);
        Assert.DoesNotContain(true, await Task.WhenAll(guesses));
        clock.Advance(TimeSpan.FromMinutes(1));
        await gate.AdmitsAsync(WithKey("wrong"), AccessLevel.Function, "Upload");
        Assert.Equal(
            ["Wrong keys were shown, 1 since the last such line; whoever shows one is kept waiting", "Wrong keys were shown, 3 since the last such line; whoever shows one is kept waiting"],
            log.Lines.Select(line => line.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\n\"master\":5}")]
    [InlineData("{}")]
    [InlineData("""{"master":"m","host":{},"system":{},"functions":{}}""")]
    [InlineData("""{"master":"m","host":null,"system":{"durabletask_extension":"d"},"functions":{"Upload":null}}""")]
    public void A_damaged_file_of_keys_is_named_and_left_as_it_is(string content)
    {
        File.WriteAllText(KeyFile, content);

        var error = Assert.Throws<HostStartException>(() => Load());

        Assert.StartsWith($"The keys in {KeyFile} cannot be read: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Bring the file back, or move it away and start again with new keys.", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(KeyFile));
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("HubAutomation", error.Message, StringComparison.Ordinal);
    }

    private static DefaultHttpContext WithKey(string key)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers["x-functions-key"] = key;
        return http;
    }

    private string KeyFile => Path.Combine(_state.FullName, "keys.json");

    private FunctionKeys Load(params string[] functions) => FunctionKeys.Load(_state.FullName, functions.Length == 0 ? ["Upload", "Other"] : functions);

    private string KeyOf(string path)
    {
        if (path == "wrong")
        {
            return path;
        }

        using var keys = JsonDocument.Parse(File.ReadAllText(KeyFile));
        return path.Split('/').Aggregate(keys.RootElement, (at, name) => at.GetProperty(name)).GetString()!;
    }
}
