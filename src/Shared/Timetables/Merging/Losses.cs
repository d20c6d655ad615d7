using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Merging;

/// <summary>What families would lose if a version of a file replaced the one that stands.</summary>
/// <param name="Standing">Sessions of the file that families see now and that are not over.</param>
/// <param name="Gone">How many of them the version does not have.</param>
/// <param name="Sessions">The first of those, by title.</param>
public sealed record Loss(int Standing, int Gone, IReadOnlyList<Session> Sessions)
{
    /// <summary>A file that does not stand loses nothing.</summary>
    public static readonly Loss None = new(0, 0, []);

    /// <summary>Sessions that stay as they were, because their row was given back; by title.</summary>
    public IReadOnlyList<Session> Kept { get; init; } = [];

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

    private static readonly string[] Columns = ["PartitionKey", "RowKey", "Version", "Change", "Body"];

    /// <summary>What a version that a run has staged would withdraw. A run that has merged a part of it gets the same answer again.</summary>
    /// <param name="file">The file.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Loss> OfStagedAsync(InputFile file, string runId, CancellationToken cancellation)
    {
        var work = new RunFolder(storage, runId);
        var givenBack = (await work.FindJsonAsync<StagedFile>(RunFolder.Index, cancellation))?.GivenBack ?? [];
        return await OfAsync(file, StagedAsync(work, cancellation), givenBack, Names.Key(runId), cancellation);
    }

    /// <summary>What a version with these sessions would withdraw.</summary>
    /// <param name="file">The file; its version does not matter.</param>
    /// <param name="staged">The sessions, by id.</param>
    /// <param name="givenBack">What the rows that were given back call their activities.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<Loss> OfAsync(InputFile file, IEnumerable<SessionInFile> staged, IReadOnlyList<string> givenBack, CancellationToken cancellation) =>
        OfAsync(file, staged.ToAsyncEnumerable(), givenBack, version: null, cancellation);

    // Rows come in the order of the ids and so does what is staged, so that of a large file neither needs to be held.
    private async Task<Loss> OfAsync(InputFile file, IAsyncEnumerable<SessionInFile> sessions, IReadOnlyList<string> givenBack, string? version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        var standing = 0;
        var gone = new List<Session>();
        var more = 0;
        var fresh = new List<SessionInFile>();
        await using var staged = sessions.GetAsyncEnumerator(cancellation);
        var next = await staged.MoveNextAsync() ? staged.Current : null;
        await foreach (var session in StoodAsync(file, version, cancellation))
        {
            standing++;
            for (; next is not null && string.CompareOrdinal(next.Session.Id, session.Id) < 0; next = await staged.MoveNextAsync() ? staged.Current : null)
                AddSome(fresh, next);
            if (next?.Session.Id == session.Id)
                next = await staged.MoveNextAsync() ? staged.Current : null;
            else if (gone.Count <= Continuation.MostSessions)
                gone.Add(session);
            else
                more++;
        }

        for (; next is not null && fresh.Count <= Continuation.MostSessions; next = await staged.MoveNextAsync() ? staged.Current : null)
            AddSome(fresh, next);
        var continued = Continuation.Of(fresh, gone).Select(s => s.Session.Id).ToHashSet();
        var kept = Continuation.KeptFor(gone.Where(s => !continued.Contains(s.Id)), givenBack);
        var lost = gone.Where(s => !continued.Contains(s.Id) && !kept.Contains(s.Id)).ToList();
        return new Loss(standing, lost.Count + more, [.. lost.Take(MostNamed).OrderBy(session => session.Title, StringComparer.Ordinal)])
        {
            Kept = [.. gone.Where(s => kept.Contains(s.Id)).Take(MostNamed).OrderBy(session => session.Title, StringComparer.Ordinal)],
        };
    }

    private static void AddSome(List<SessionInFile> fresh, SessionInFile session)
    {
        if (fresh.Count <= Continuation.MostSessions)
            fresh.Add(session);
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

    private static async IAsyncEnumerable<SessionInFile> StagedAsync(RunFolder work, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(await work.OpenAsync(RunFolder.Staged, default, cancellation));
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            yield return JsonSerializer.Deserialize<SessionInFile>(line, HubJson.Options)!;
        }
    }
}
