using System.Text;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Host.SampleApp.Blobs;

/// <summary>Takes files by the parts of their path.</summary>
public sealed class Drops(Seen seen)
{
    [Function("TextDropped")]
    public void Run(
        [BlobTrigger("%Drops%/{authority}/{partner}/{name}", Source = BlobTriggerSource.EventGrid)] string content,
        string authority,
        string partner,
        string name) => seen.Enqueue($"{authority}|{partner}|{name}|{content}");
}

/// <summary>Takes a blob in every form that a function can ask for.</summary>
public sealed class EveryForm(Seen seen)
{
    [Function("AsText")]
    public void Text([BlobTrigger("%Drops%/{name}")] string blob) => seen.Enqueue($"text {blob}");

    [Function("AsBytes")]
    public void Bytes([BlobTrigger("%Drops%/{name}")] byte[] blob) => seen.Enqueue($"bytes {Encoding.UTF8.GetString(blob)}");

    [Function("AsStream")]
    public async Task Stream([BlobTrigger("%Drops%/{name}")] Stream blob)
    {
        using var reader = new StreamReader(blob);
        seen.Enqueue($"stream {await reader.ReadToEndAsync()}");
    }

    [Function("AsClient")]
    public async Task Client([BlobTrigger("%Drops%/{name}")] BlobClient blob, CancellationToken cancellation) =>
        seen.Enqueue($"client {(await blob.DownloadContentAsync(cancellation)).Value.Content}");
}

/// <summary>Takes files by their ending.</summary>
public sealed class ByEnding(Seen seen)
{
    [Function("CsvDropped")]
    public void Csv([BlobTrigger("%Drops%/{name}.csv")] string content, string name) => seen.Enqueue($"csv {name} {content}");

    [Function("TxtDropped")]
    public void Text([BlobTrigger("%Drops%/{name}.txt")] string content, string name) => seen.Enqueue($"txt {name} {content}");
}
