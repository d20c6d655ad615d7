using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using HubAutomation.Functions.Backups;
using HubAutomation.Functions.Reach;
using HubAutomation.Functions.Timetables;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Reach;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.EndToEnd.Golden;

/// <summary>
/// What is different in every run and says nothing, with a name for each that says what stood there. Nothing is guessed by its look:
/// every text that is replaced is worked out from what storage holds, so that whatever else changes is seen.
/// </summary>
internal sealed class Incidental
{
    private readonly Dictionary<string, string> names = [];

    private Incidental()
    {
    }

    public static async Task<Incidental> OfAsync(HubStorage storage)
    {
        var all = new Incidental();

        // The emulator draws a blob's version and takes the time of its upload from the machine; both are part of what names the run
        // that takes the blob in, and that run's name is part of what names its receipt, its mail and its changes.
        await foreach (var blob in storage.Timetables.GetBlobsAsync())
            if (InputFile.Parse(blob.Name, blob.Properties.ETag!.Value, blob.Properties.LastModified!.Value) is { } file)
                all.AddUpload(file.Name, file.ETag, file.UploadedAt, file.Key, $"{file.Authority}.{TimetableWorkflows.IngestName}.{file.Key}");
        await foreach (var blob in storage.Reference.GetBlobsAsync())
        {
            var file = new ReferenceFile(blob.Name, blob.Properties.ETag!.Value.ToString("H").Trim('"'), blob.Properties.LastModified!.Value);
            all.AddUpload(file.Name, file.ETag, file.UploadedAt, file.Key, $"{RunStore.WholeHub}.{ReferenceWorkflows.TakeInName}.{file.Key}");
        }

        // The last part of an entry's key is a hash of subject and run, which stand in the entry.
        await foreach (var entry in storage.Audit.QueryAsync<TableEntity>())
            if (entry.GetString("RunId") is { } run)
                all.names.TryAdd(Names.Key(entry.GetString("Subject"), run), $"{{entry of {entry.GetString("Subject")}}}");

        // Drawn for every mail, to ask the mail service for it by.
        await foreach (var mail in storage.MailLedger.QueryAsync<TableEntity>())
            if (mail.GetString("OperationId") is { } operation)
                all.names.TryAdd(operation, $"{{operation of {all.Without(mail.RowKey)}}}");

        // Counts the rows that there were while other runs of the same moment were still writing theirs.
        await foreach (var run in storage.Runs.QueryAsync<TableEntity>())
            if (run.GetString("Workflow") == BackupWorkflows.ExportName && run.GetString("Summary") is { } summary)
                all.names.TryAdd(summary, "{rows copied}");
        return all;
    }

    public string Without(string text) => names.Aggregate(text, (kept, name) => kept.Replace(name.Key, name.Value, StringComparison.Ordinal));

    // Byte for byte whatever the encoding: all that is replaced, and all that replaces it, is ASCII.
    public byte[] Without(byte[] content) => Encoding.Latin1.GetBytes(Without(Encoding.Latin1.GetString(content)));

    private void AddUpload(string file, string version, DateTimeOffset uploadedAt, string key, string runId)
    {
        var name = string.Concat(file.Select(c => char.IsAscii(c) ? c : '?'));
        names.Add(version, $"{{version of {name}}}");
        names.Add(key, $"{{key of {name}}}");
        names.Add(Names.Key(runId), $"{{run of {name}}}");
        names.TryAdd(uploadedAt.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), "{time of upload}");
        names.TryAdd(uploadedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), "{time of upload}");
    }
}
