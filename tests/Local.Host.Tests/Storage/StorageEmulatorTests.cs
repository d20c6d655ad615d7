using System.Net;
using Azure;
using Azure.Storage.Blobs;
using HubAutomation.Local.Host.Storage;
using HubAutomation.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubAutomation.Local.Host.Tests.Storage;

public sealed class StorageEmulatorTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("hub-emulator-");

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task What_was_stored_is_there_again_after_a_restart()
    {
        await using (var emulator = await StartAsync())
        {
            var container = new BlobServiceClient(emulator.ConnectionString).GetBlobContainerClient("kept");
            await container.CreateAsync();
            await container.GetBlobClient("a.csv").UploadAsync(BinaryData.FromString("Monday"));
        }

        await using var again = await StartAsync();
        var blob = new BlobServiceClient(again.ConnectionString).GetBlobContainerClient("kept").GetBlobClient("a.csv");
        Assert.Equal("Monday", (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task It_serves_blobs_queues_and_tables()
    {
        await using var emulator = await StartAsync();
        using var http = new HttpClient();
        foreach (var service in new[] { "BlobEndpoint", "QueueEndpoint", "TableEndpoint" })
        {
            var address = emulator.ConnectionString.Split(';').Single(part => part.StartsWith(service, StringComparison.Ordinal)).Split('=', 2)[1];
            using var answer = await http.GetAsync(new Uri(address));
            Assert.Contains("Azurite", string.Join(' ', answer.Headers.Server), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_main_script_that_is_not_there_is_told()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(
            () => StorageEmulator.StartAsync("/nowhere/azurite.js", _state.FullName, EmulatorPorts.Free, NullLogger.Instance, CancellationToken.None));

        Assert.StartsWith("The storage emulator ended before it listened. It said: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/azurite.js", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-KILL")]
    [InlineData("-STOP")]
    public async Task One_that_is_killed_or_hangs_is_started_again_at_its_addresses_with_its_data(string signal)
    {
        await Task.Run(HubAutomation.Testing.NodeModules.Ensure);
        var log = new LogBook();
        await using var keeper = await EmulatorKeeper.StartAsync(Main, _state.FullName, log.CreateLogger("Host"), CancellationToken.None);
        var (before, container) = (keeper.ConnectionString, new BlobContainerClient(keeper.ConnectionString, "kept"));
        await container.CreateAsync();
        await container.UploadBlobAsync("a", BinaryData.FromString("a"));
        await SavedAsync();

        using (var kill = System.Diagnostics.Process.Start("kill", [signal, await File.ReadAllTextAsync(Path.Combine(_state.FullName, "azurite", "emulator.pid"))]))
            await kill.WaitForExitAsync();
        await UntilAsync(() => log.Lines.Any(line => line.Text == "The storage emulator runs again, at the same addresses"));

        Assert.Equal(before, keeper.ConnectionString);
        Assert.Equal("a", (await container.GetBlobClient("a").DownloadContentAsync()).Value.Content.ToString());
        Assert.Contains(log.Lines, line => line.Text.StartsWith(signal == "-KILL" ? "The storage emulator has ended" : "The storage emulator has answered nobody for 30 s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.Forbidden)]
    public async Task A_name_that_somebody_else_has_pointed_at_this_machine_does_not_reach_it(string host, HttpStatusCode status)
    {
        await using var emulator = await StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{emulator.Ports.Blob}/devstoreaccount1/kept/a"));
        request.Headers.Host = $"{host}:{emulator.Ports.Blob}";

        using var answer = await http.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST", "Origin: http://evil.localhost:7398", HttpStatusCode.Forbidden)]
    [InlineData("POST", "Origin: null", HttpStatusCode.Forbidden)]
    [InlineData("POST", "Sec-Fetch-Site: cross-site", HttpStatusCode.Forbidden)]
    [InlineData("POST", "Sec-Fetch-Site: same-site", HttpStatusCode.Forbidden)]
    [InlineData("POST", "Sec-Fetch-Site: same-origin", HttpStatusCode.Forbidden)]
    [InlineData("GET", "Sec-Fetch-Site: cross-site, Sec-Fetch-Mode: no-cors, Sec-Fetch-Dest: script", HttpStatusCode.Forbidden)]
    [InlineData("GET", "Sec-Fetch-Site: cross-site, Sec-Fetch-Mode: navigate, Sec-Fetch-Dest: iframe", HttpStatusCode.Forbidden)]
    [InlineData("POST", "Sec-Fetch-Site: cross-site, Sec-Fetch-Mode: navigate, Sec-Fetch-Dest: document", HttpStatusCode.Forbidden)]
    [InlineData("OPTIONS", "Origin: https://evil.example, Access-Control-Request-Method: PUT", HttpStatusCode.Forbidden)]
    [InlineData("GET", "Sec-Fetch-Site: cross-site, Sec-Fetch-Mode: navigate, Sec-Fetch-Dest: document", null)]
    [InlineData("GET", "Sec-Fetch-Site: none", null)]
    [InlineData("POST", "", null)]
    public async Task A_page_of_somebody_else_reaches_none_of_its_services_though_it_can_sign_by_the_public_key(string method, string headers, HttpStatusCode? refusal)
    {
        await using var emulator = await StartAsync();
        using var http = new HttpClient();
        foreach (var port in new[] { emulator.Ports.Blob, emulator.Ports.Queue, emulator.Ports.Table })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"http://127.0.0.1:{port}/devstoreaccount1/$batch?comp=list"));
            foreach (var header in headers.Split(", ", StringSplitOptions.RemoveEmptyEntries))
                request.Headers.Add(header.Split(": ")[0], header.Split(": ")[1]);

            using var answer = await http.SendAsync(request);

            Assert.Equal(refusal is not null, answer.Headers.Server.Count == 0);
            Assert.True(refusal is null || answer.StatusCode == refusal, $"{port}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Without_room_nothing_more_is_acknowledged_and_what_is_there_is_read()
    {
        await using (var emulator = await StartAsync())
        {
            var container = new BlobContainerClient(emulator.ConnectionString, "kept");
            await container.CreateAsync();
            await container.UploadBlobAsync("a", BinaryData.FromString("a"));
        }

        var log = new LogBook();
        await using var full = await StorageEmulator.StartAsync(Main, _state.FullName, EmulatorPorts.Free, log.CreateLogger("Host"), CancellationToken.None, leastRoom: 1L << 60);
        var kept = new BlobContainerClient(full.ConnectionString, "kept", Once);
        using var http = new HttpClient();
        using var row = await http.PostAsync(new Uri($"http://127.0.0.1:{full.Ports.Table}/devstoreaccount1/Tables"), new StringContent("{}"));

        Assert.Equal("a", (await kept.GetBlobClient("a").DownloadContentAsync()).Value.Content.ToString());
        Assert.Equal(503, (await Assert.ThrowsAsync<RequestFailedException>(() => kept.UploadBlobAsync("b", BinaryData.FromString("b")))).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, row.StatusCode);
        Assert.Single(log.Lines, line => line.Text.Contains("The disk has no room, or cannot be written to. Nothing is stored until it can; what is there is still read.", StringComparison.Ordinal));
    }

    /// <summary>Azurite forgets that it could not save; what was acknowledged before would be lost with its process.</summary>
    [Fact]
    public async Task What_could_not_be_saved_is_saved_again_and_until_then_nothing_more_is_acknowledged()
    {
        var log = new LogBook();
        await Task.Run(HubAutomation.Testing.NodeModules.Ensure);
        await using var emulator = await StorageEmulator.StartAsync(Main, _state.FullName, EmulatorPorts.Free, log.CreateLogger("Host"), CancellationToken.None);
        var inTheWay = Directory.CreateDirectory(Path.Combine(_state.FullName, "azurite", "__azurite_db_blob__.json~"));
        var container = new BlobContainerClient(emulator.ConnectionString, "kept", Once);
        await container.CreateAsync();
        await UntilAsync(() => TryUpload(container) == 503);

        inTheWay.Delete();
        await UntilAsync(() => TryUpload(container) == 201);

        Assert.Contains(log.Lines, line => line.Text.Contains("The disk can be written to again.", StringComparison.Ordinal));
        Assert.Contains("\"name\":\"kept\"", await File.ReadAllTextAsync(Path.Combine(_state.FullName, "azurite", "__azurite_db_blob__.json")), StringComparison.Ordinal);
    }

    private static readonly BlobClientOptions Once = new() { Retry = { MaxRetries = 0 } };

    private static int TryUpload(BlobContainerClient container)
    {
        try
        {
            return container.UploadBlob(Guid.NewGuid().ToString(), BinaryData.FromString("x")).GetRawResponse().Status;
        }
        catch (RequestFailedException refusal)
        {
            return refusal.Status;
        }
    }

    private static string Main => Repository.PathOf("node_modules/azurite/dist/src/azurite.js");

    // It writes its index every few seconds; what it has not written a kill takes with it.
    private Task SavedAsync() => UntilAsync(() =>
        File.Exists(Path.Combine(_state.FullName, "azurite", "__azurite_db_blob__.json"))
        && File.ReadAllText(Path.Combine(_state.FullName, "azurite", "__azurite_db_blob__.json")).Contains("\"name\":\"a\"", StringComparison.Ordinal));

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!isSo())
            await Task.Delay(200, limit.Token);
    }

    private async Task<StorageEmulator> StartAsync()
    {
        await Task.Run(HubAutomation.Testing.NodeModules.Ensure);
        return await StorageEmulator.StartAsync(
            Main, _state.FullName, EmulatorPorts.Free, NullLogger.Instance, CancellationToken.None);
    }
}
