using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Merging;

/// <summary>A file of a partner that families see sessions of.</summary>
/// <param name="Key">Stands for its name.</param>
/// <param name="FileName">The blob's name within the partner's folder.</param>
public sealed record StandingFile(string Key, string FileName);

/// <summary>Finds the files of partners that families see sessions of.</summary>
public sealed class StandingFiles(HubStorage storage)
{
    /// <summary>A partner's, by name.</summary>
    public async Task<IReadOnlyList<StandingFile>> OfAsync(string authority, string partner, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {authority} and RowKey ge {partner + "."} and RowKey lt {partner + "/"}");
        var files = new List<StandingFile>();
        await foreach (var row in storage.TimetableFiles.QueryAsync<TimetableFileRow>(filter, cancellationToken: cancellation))
        {
            if (row.Accepted > 0 || row.Kept > 0)
            {
                files.Add(new StandingFile(TimetableFileRow.FileKey(row.FileName), row.FileName));
            }
        }

        return [.. files.OrderBy(file => file.FileName, StringComparer.OrdinalIgnoreCase)];
    }
}
