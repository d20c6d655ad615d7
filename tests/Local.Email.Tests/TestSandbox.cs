using System.Net.Http.Json;
using System.Text.Json;
using Azure.Communication.Email;
using Azure.Core;
using HubAutomation.Local.Sandbox;

namespace HubAutomation.Local.Email.Tests;

/// <summary>A sandbox with an outbox of its own, and clients that talk to it over real HTTP.</summary>
internal sealed class TestSandbox : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly bool ownsFolder;

    private TestSandbox(SandboxServer server, DirectoryInfo folder, bool ownsFolder)
    {
        (Server, this.folder, this.ownsFolder) = (server, folder, ownsFolder);
        Http = new HttpClient { BaseAddress = server.Address };
    }

    public SandboxServer Server { get; }

    public HttpClient Http { get; }

    public static async Task<TestSandbox> StartAsync(string? outbox = null, TimeSpan sendDuration = default, string? accessKey = null)
    {
        var folder = outbox is null ? Directory.CreateTempSubdirectory("sandbox-") : new DirectoryInfo(outbox);
        var server = await SandboxServer.StartAsync(
            new SandboxOptions { OutboxFolder = folder.FullName, SendDuration = sendDuration, AccessKey = accessKey });
        return new TestSandbox(server, folder, outbox is null);
    }

    /// <summary>A client that does not wait long between tries.</summary>
    public EmailClient Client(int retries = 3) => new(Server.EmailConnectionString, Options(retries));

    public static EmailClientOptions Options(int retries = 3) => new()
    {
        Retry = { MaxRetries = retries, Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(10), MaxDelay = TimeSpan.FromMilliseconds(10) },
    };

    public async Task MisbehaveAsync(object rule, int seed = 1) =>
        (await Http.PutAsJsonAsync("sandbox/faults", new { seed, rules = new[] { rule } })).EnsureSuccessStatusCode();

    /// <summary>What <c>GET sandbox/mails</c> says.</summary>
    public async Task<IReadOnlyList<JsonElement>> MailsAsync() =>
        [.. (await Http.GetFromJsonAsync<JsonElement>("sandbox/mails")).EnumerateArray()];

    public string EmlPath(int number) => Path.Combine(folder.FullName, $"{number:D6}.eml");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        if (ownsFolder)
            folder.Delete(recursive: true);
    }
}

/// <summary>Mails to send.</summary>
internal static class Mails
{
    public static EmailMessage Simple(string to = "libraries@example.org") =>
        new("hub@example.org", to, new EmailContent("Your timetable") { PlainText = "All rows were taken in." });
}
