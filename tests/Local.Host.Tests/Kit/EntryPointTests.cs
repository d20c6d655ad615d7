using Azure.Storage.Blobs;
using HubAutomation.Testing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Host.Tests.Kit;

/// <summary>An app that is run by its own Program, in the test's process, on a storage.</summary>
[Collection(SharedStorage.Name)]
public sealed class EntryPointTests(StorageFixture storage)
{
    [Fact]
    public async Task Its_services_and_functions_are_those_that_its_program_puts_together()
    {
        await using var app = await StartAsync();
        var inbox = await InboxAsync(app);

        await inbox.UploadBlobAsync("autumn.txt", BinaryData.FromString("autumn"));
        await app.SettleAsync();

        Assert.Contains("\"autumn.txt\"", await app.Http.GetStringAsync(new Uri("api/outbox", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_in_every_step_it_still_copies_the_file()
    {
        await using var app = await StartAsync();
        var inbox = await InboxAsync(app);
        await inbox.UploadBlobAsync("ask-winter.txt", BinaryData.FromString("winter"));
        await app.SettleAsync();
        var id = Assert.Single(await app.DurableTaskClient.GetAllInstancesAsync(new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Running] }).ToListAsync()).InstanceId;
        app.DiesInEveryStep = true;
        await app.DurableTaskClient.RaiseEventAsync(id, "Approved", "yes");

        var ended = await app.RunToEndAsync(id);

        Assert.Equal("ask-winter.txt", ended.ReadOutputAs<string>());
        Assert.Equal(2, app.Deaths);
    }

    [Fact]
    public async Task An_assembly_without_a_program_is_refused()
        => await Assert.ThrowsAsync<ArgumentException>(() => TestApp.StartAsync(typeof(TestApp).Assembly));

    private static async Task<BlobContainerClient> InboxAsync(TestApp app)
    {
        var inbox = app.Services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient("inbox");
        await inbox.CreateIfNotExistsAsync();
        return inbox;
    }

    private Task<TestApp> StartAsync() => Sample.StartAsync(
        options => options.Settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = storage.ConnectionString }, with: Sample.FileDropped);
}
