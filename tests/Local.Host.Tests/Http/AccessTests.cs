using System.Text.Json;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Http;
using Microsoft.AspNetCore.Http;

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
    public void Who_shows_the_right_key_comes_in_and_the_header_goes_before_the_query(string needed, string? header, string? query, bool admitted)
    {
        var gate = new AccessGate(Load(), isEnforced: true);
        var http = new DefaultHttpContext();
        if (header is not null)
        {
            http.Request.Headers["x-functions-key"] = KeyOf(header);
        }

        if (query is not null)
        {
            http.Request.QueryString = QueryString.Create("code", KeyOf(query));
        }

        Assert.Equal(admitted, gate.Admits(http, Enum.Parse<AccessLevel>(needed), "Upload"));
    }

    [Fact]
    public void Where_keys_are_not_enforced_everybody_comes_in()
        => Assert.True(new AccessGate(Load(), isEnforced: false).Admits(new DefaultHttpContext(), AccessLevel.Admin, null));

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
