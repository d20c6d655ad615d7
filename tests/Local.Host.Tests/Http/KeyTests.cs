using System.Net;
using System.Text.Json;
using HubAutomation.Local.Host.Tests.Kit;
using HubAutomation.Testing;

namespace HubAutomation.Local.Host.Tests.Http;

public sealed class KeyTests(KeyTests.EnforcingHost enforcing) : IClassFixture<KeyTests.EnforcingHost>, IDisposable
{
    private readonly DirectoryInfo state = Directory.CreateTempSubdirectory("hub-keys-");

    public void Dispose() => state.Delete(recursive: true);

    [Fact]
    public async Task On_loopback_no_key_is_asked_for()
    {
        await using var host = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusOf(host, "api/function"));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(host, "admin/host/status"));
    }

    [Theory]
    [InlineData("api/open", null, HttpStatusCode.OK)]
    [InlineData("api/function", null, HttpStatusCode.Unauthorized)]
    [InlineData("api/function", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("api/function", "functions/NeedsKey/default", HttpStatusCode.OK)]
    [InlineData("api/function", "functions/Other/default", HttpStatusCode.Unauthorized)]
    [InlineData("api/function", "host/default", HttpStatusCode.OK)]
    [InlineData("api/function", "system/durabletask_extension", HttpStatusCode.Unauthorized)]
    [InlineData("api/function", "master", HttpStatusCode.OK)]
    [InlineData("api/admin-only", "host/default", HttpStatusCode.Unauthorized)]
    [InlineData("api/admin-only", "master", HttpStatusCode.OK)]
    [InlineData("admin/host/ping", null, HttpStatusCode.OK)]
    [InlineData("admin/host/status", null, HttpStatusCode.Unauthorized)]
    [InlineData("admin/functions", "host/default", HttpStatusCode.Unauthorized)]
    [InlineData("admin/functions", "master", HttpStatusCode.OK)]
    [InlineData("runtime/webhooks/durabletask/instances", null, HttpStatusCode.Unauthorized)]
    [InlineData("runtime/webhooks/durabletask/instances", "host/default", HttpStatusCode.Unauthorized)]
    [InlineData("runtime/webhooks/durabletask/instances", "system/durabletask_extension", HttpStatusCode.OK)]
    public async Task When_keys_are_enforced_a_key_opens_its_own_kind(string address, string? key, HttpStatusCode status)
    {
        var shown = enforcing.KeyOf(key);
        Assert.Equal(status, await StatusOf(enforcing.Host, address, shown));
        if (shown is not null)
        {
            Assert.Equal(status, await StatusOf(enforcing.Host, $"{address}?code={Uri.EscapeDataString(shown)}"));
        }
    }

    [Fact]
    public async Task The_header_goes_before_the_query()
    {
        var address = $"api/function?code={Uri.EscapeDataString(enforcing.KeyOf("master")!)}";

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(enforcing.Host, address, "wrong"));
    }

    [Fact]
    public async Task Keys_outlive_the_host_and_only_their_owner_may_read_them()
    {
        await using (await StartAsync())
        {
        }

        var master = KeyOf(KeyFile, "master");
        await using (await StartAsync())
        {
        }

        Assert.Equal(master, KeyOf(KeyFile, "master"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }
    }

    private string KeyFile => Path.Combine(state.FullName, "keys.json");

    private static string? KeyOf(string keyFile, string? path)
    {
        if (path is null or "wrong")
        {
            return path;
        }

        using var keys = JsonDocument.Parse(File.ReadAllText(keyFile));
        return path.Split('/').Aggregate(keys.RootElement, (at, name) => at.GetProperty(name)).GetString();
    }

    private Task<TestApp> StartAsync() => Sample.StartAsync(options => options.StateFolder = state.FullName);

    private static async Task<HttpStatusCode> StatusOf(TestApp host, string address, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        using var answer = await host.Http.SendAsync(request);
        return answer.StatusCode;
    }

    public sealed class EnforcingHost : IAsyncLifetime
    {
        private readonly DirectoryInfo state = Directory.CreateTempSubdirectory("hub-keys-");

        internal TestApp Host { get; private set; } = null!;

        public string? KeyOf(string? path) => KeyTests.KeyOf(Path.Combine(state.FullName, "keys.json"), path);

        public async Task InitializeAsync() => Host = await Sample.StartAsync(
            options => (options.StateFolder, options.Arguments) = (state.FullName, ["--port", "0", "--require-keys"]));

        public async Task DisposeAsync()
        {
            await Host.DisposeAsync();
            state.Delete(recursive: true);
        }
    }
}
