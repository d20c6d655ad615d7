using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace HubAutomation.Shared.Platform.Storage;

/// <summary>How the hub's clients call storage: with the patience of who calls, and so that storage which was emptied is no storage without entries.</summary>
internal static class StorageTransport
{
    public static BlobClientOptions ForBlobs()
    {
        var options = new BlobClientOptions { RetryPolicy = new PatientRetries() };
        options.AddPolicy(new LostParts(), HttpPipelinePosition.PerCall);
        return options;
    }

    public static TableClientOptions ForTables()
    {
        var options = new TableClientOptions { RetryPolicy = new PatientRetries() };
        options.AddPolicy(new LostParts(), HttpPipelinePosition.PerCall);
        return options;
    }

    /// <summary>Azure's own retries for who has time. Who has not gets one more try where the first was refused at once, within the same time.</summary>
    private sealed class PatientRetries : RetryPolicy
    {
        protected override void OnSendingRequest(HttpMessage message) => Limit(message);

        protected override ValueTask OnSendingRequestAsync(HttpMessage message)
        {
            Limit(message);
            return ValueTask.CompletedTask;
        }

        protected override bool ShouldRetry(HttpMessage message, Exception? exception) => HasTime(message) && base.ShouldRetry(message, exception);

        protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
            HasTime(message) && await base.ShouldRetryAsync(message, exception);

        private static void Limit(HttpMessage message)
        {
            if (StoragePatience.Current is { } patience)
                message.NetworkTimeout = patience;
        }

        // By the clock that the client's own pipeline goes by: the start is a time of this machine, not of a test.
        private static bool HasTime(HttpMessage message) =>
            StoragePatience.Current is not { } patience
            || (message.ProcessingContext.RetryNumber == 0 && DateTimeOffset.UtcNow - message.ProcessingContext.StartTime < patience / 4);
    }

    /// <summary>
    /// The hub makes its containers and tables when it starts. One that is missing later was lost, and "there is no such blob" would be a lie that
    /// makes pages empty and work begin anew.
    /// </summary>
    private sealed class LostParts : HttpPipelinePolicy
    {
        private static readonly string[] Codes = ["ContainerNotFound", "TableNotFound"];

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            ProcessNext(message, pipeline);
            ThrowWhenLost(message.Response);
        }

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            ThrowWhenLost(message.Response);
        }

        private static void ThrowWhenLost(Response response)
        {
            if (response.Status == 404 && Codes.Any(code => IsSaid(response, code)))
                throw new RequestFailedException(503, "Storage has lost a container or a table of the hub.", StorageTrouble.PartLost, null);
        }

        // Blobs say it in a header, tables in the body.
        private static bool IsSaid(Response response, string code) =>
            (response.Headers.TryGetValue("x-ms-error-code", out var said) && said == code)
            || (response.ContentStream is MemoryStream && response.Content.ToString().Contains(code, StringComparison.Ordinal));
    }
}
