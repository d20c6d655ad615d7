using Microsoft.Graph;
using Microsoft.Graph.Drives.Item.Items.Item.CreateUploadSession;
using Microsoft.Graph.Models;

namespace HubAutomation.Shared.Platform.Graph;

/// <summary>
/// Sends a file in ranges, and goes on where the service stopped listening. A session that the service no longer knows – because it is
/// over, or because the answer to the last range was lost – is opened anew. Source: "driveItem: createUploadSession"
/// (https://learn.microsoft.com/graph/api/driveitem-createuploadsession).
/// </summary>
internal sealed class LargeUpload(GraphConnection graph, CustomDriveItemItemRequestBuilder item, string? onlyOver, TimeProvider time)
{
    private const int Range = 16 * 320 * 1024;
    private const int MostFaults = 6;

    /// <summary>Sends it; the file as it is then.</summary>
    public async Task<DriveItem> SendAsync(Stream content, CancellationToken cancellation)
    {
        var task = await OpenAsync(content, cancellation);
        var isBegun = false;
        for (var faults = 0; ; faults++)
        {
            try
            {
                var result = isBegun
                    ? await task.ResumeAsync(maxTries: 1, cancellationToken: cancellation)
                    : await task.UploadAsync(maxTries: 1, cancellationToken: cancellation);
                return result.ItemResponse;
            }
            catch (Exception e) when (faults < MostFaults && IsPassing(e, cancellation))
            {
                await Task.Delay(WaitAfter(faults), time, cancellation);
                isBegun = !IsLost(e);
                task = isBegun ? task : await OpenAsync(content, cancellation);
            }
        }
    }

    private async Task<LargeFileUploadTask<DriveItem>> OpenAsync(Stream content, CancellationToken cancellation)
    {
        var wish = new CreateUploadSessionPostRequestBody
        {
            Item = new DriveItemUploadableProperties { AdditionalData = { ["@microsoft.graph.conflictBehavior"] = "replace" } },
        };
        var session = await item.CreateUploadSession.PostAsync(
            wish, request => DriveFiles.SetTag(request.Headers, "If-Match", onlyOver), cancellation);
        return new LargeFileUploadTask<DriveItem>(session!, content, Range, graph.WithoutToken);
    }

    // At once, then after 1, 2, 4… seconds.
    private static TimeSpan WaitAfter(int faults) => faults == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Pow(2, faults - 1));

    private static bool IsPassing(Exception error, CancellationToken cancellation) => error switch
    {
        HttpRequestException or IOException => true,
        OperationCanceledException => !cancellation.IsCancellationRequested,
        ServiceException service => IsLost(service) || service.ResponseStatusCode is 408 or 416 or 429 or >= 500,
        _ => false,
    };

    private static bool IsLost(Exception error) => error is ServiceException { ResponseStatusCode: 404 };
}
