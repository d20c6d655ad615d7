using Azure;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Receipts;

namespace HubAutomation.Shared.Timetables.Upload;

/// <summary>What became of a file that was sent by a personal link.</summary>
public sealed class UploadReceipts(HubStorage storage, RunStore runs)
{
    // Most timetables are taken in within a second or two: then the receipt is the next thing that a partner sees.
    private static readonly TimeSpan[] Looks =
        [.. new[] { 200, 300, 500, 1000, 2000, 4000 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    /// <summary>Waits a few seconds for a run to end.</summary>
    public async Task WaitAsync(string runId, CancellationToken cancellation)
    {
        foreach (var look in Looks)
        {
            await Task.Delay(look, cancellation);
            if (await runs.FindAsync(runId, cancellation) is { EndedAt: not null })
            {
                return;
            }
        }
    }

    /// <summary>The page after sending.</summary>
    /// <param name="council">Whose page.</param>
    /// <param name="partner">Whose file.</param>
    /// <param name="use">What the link was used for.</param>
    /// <param name="askUrl">Where to ask for another link.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<HtmlPage> PageAsync(AuthoritySettings council, Partner partner, LinkUse use, string askUrl, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(partner);
        ArgumentNullException.ThrowIfNull(use);
        var run = use.RunId is { } id ? await runs.FindAsync(id, cancellation) : null;
        var receipt = run?.EndedAt is null ? null : await ReceiptAsync(council.Authority.Id, partner.Id, run.RowKey, cancellation);
        return UploadPages.Sent(council, use.At, receipt, run?.EndedAt is null ? null : run.Summary, askUrl);
    }

    private async Task<SentReceipt?> ReceiptAsync(string authority, string partner, string runId, CancellationToken cancellation)
    {
        try
        {
            var found = await storage.Outbox.GetBlobClient(Receipt.BlobName(authority, partner, runId)).DownloadContentAsync(cancellation);
            return new SentReceipt(found.Value.Content.ToString(), found.Value.Details.Metadata.ContainsKey(Receipt.GoodMark));
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }
}
