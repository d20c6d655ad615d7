using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Intake;

namespace HubAutomation.Shared.Timetables.Merging;

/// <summary>What families would lose if a version of a file replaced the one that stands.</summary>
/// <param name="Standing">Sessions of the file that families see now and that are not over.</param>
/// <param name="Gone">How many of them the version does not have.</param>
/// <param name="Sessions">The first of those, by title.</param>
public sealed record Loss(int Standing, int Gone, IReadOnlyList<Session> Sessions)
{
    /// <summary>A file that does not stand loses nothing.</summary>
    public static readonly Loss None = new(0, 0, []);

    /// <summary>How many sessions may go without a question, whatever their share.</summary>
    public const int Few = 5;

    /// <summary>
    /// True when nobody may take it for a correction: more than a few sessions go, or several of them that are more than a quarter.
    /// </summary>
    public bool IsMuch => Gone > Few || (Gone > 1 && Gone * 4 > Standing);
}

/// <summary>Finds what stands of a file and is not in a version of it.</summary>
public sealed class Losses(HubStorage storage, TimeProvider time)
{
    /// <summary>How many sessions are named at most.</summary>
    public const int MostNamed = 100;

    // Greater than every id.
    private const string AfterAll = "~";

    private static readonly string[] Columns = ["PartitionKey", "RowKey", "Version", "Change", "Body"];

    /// <summary>What a version that a run has staged would withdraw. A run that has merged a part of it gets the same answer again.</summary>
    /// <param name="file">The file.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<Loss> OfStagedAsync(InputFile file, string runId, CancellationToken cancellation) =>
        OfAsync(file, StagedIdsAsync(new RunFolder(storage, runId), cancellation), Names.Key(runId), cancellation);

    /// <summary>What a version with these sessions would withdraw.</summary>
    /// <param name="file">The file; its version does not matter.</param>
    /// <param name="ids">The sessions' ids, ascending.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<Loss> OfAsync(InputFile file, IEnumerable<string> ids, CancellationToken cancellation) =>
        OfAsync(file, ids.ToAsyncEnumerable(), version: null, cancellation);

    // Ids and rows both come in the order of the ids, so that neither needs to be held.
    private async Task<Loss> OfAsync(InputFile file, IAsyncEnumerable<string> ids, string? version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (standing, gone) = (0, 0);
        var named = new List<Session>();
        await using var staged = ids.GetAsyncEnumerator(cancellation);
        var (begun, id) = (false, (string?)null);
        await foreach (var session in StoodAsync(file, version, cancellation))
        {
            while (!begun || string.CompareOrdinal(id, session.Id) < 0)
            {
                (begun, id) = (true, await staged.MoveNextAsync() ? staged.Current : AfterAll);
            }

            standing++;
            if (id == session.Id)
            {
                continue;
            }

            gone++;
            if (named.Count < MostNamed)
            {
                named.Add(session);
            }
        }

        return new Loss(standing, gone, [.. named.OrderBy(session => session.Title, StringComparer.Ordinal)]);
    }

    // What families saw of the file before the run: what the run itself has withdrawn by now did stand, what it has added did not.
    private async IAsyncEnumerable<Session> StoodAsync(InputFile file, string? version, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var today = time.Today();
        var (from, to) = (file.PartitionPrefix, file.PartitionPrefix[..^1] + "/");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
        await foreach (var row in storage.Sessions.QueryAsync<TableEntity>(filter, select: Columns, cancellationToken: cancellation))
        {
            var isOfRun = version is not null && row.GetString("Version") == version;
            var stood = Enum.Parse<ChangeKind>(row.GetString("Change")) switch
            {
                ChangeKind.Withdrawn => isOfRun,
                ChangeKind.Added => !isOfRun,
                _ => true,
            };
            if (stood && JsonSerializer.Deserialize<Session>(row.GetString("Body"), HubJson.Options) is { } session && !session.Schedule.IsOver(today))
            {
                yield return session;
            }
        }
    }

    private static async IAsyncEnumerable<string> StagedIdsAsync(RunFolder work, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(await work.OpenAsync(RunFolder.Staged, default, cancellation));
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            yield return JsonSerializer.Deserialize<StagedLine>(line, HubJson.Options)!.Session.Id;
        }
    }

    // As much of a staged line as is needed here.
    private sealed record StagedLine(StagedLineSession Session);

    private sealed record StagedLineSession(string Id);
}
