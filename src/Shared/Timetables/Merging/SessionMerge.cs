using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Published;

namespace HubAutomation.Shared.Timetables.Merging;

/// <summary>Counts of one merged slice, or of a whole version.</summary>
/// <param name="Added">Sessions that are new.</param>
/// <param name="Changed">Sessions that are different.</param>
/// <param name="Withdrawn">Sessions that the file no longer has.</param>
/// <param name="Unchanged">Sessions that stand as they were.</param>
public sealed record MergeCounts(int Added, int Changed, int Withdrawn, int Unchanged) : IJournalled
{
    /// <summary>Nothing yet.</summary>
    public static readonly MergeCounts None = new(0, 0, 0, 0);

    /// <summary>Sessions that stay although the file does not have them.</summary>
    public int Kept { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string JournalLine => string.Create(
        CultureInfo.InvariantCulture, $"{Added} added, {Changed} changed, {Withdrawn} withdrawn, {Unchanged} unchanged{(Kept > 0 ? $", {Kept} kept" : "")}");

    /// <summary>Both together.</summary>
    public static MergeCounts operator +(MergeCounts a, MergeCounts b) =>
        new(a.Added + b.Added, a.Changed + b.Changed, a.Withdrawn + b.Withdrawn, a.Unchanged + b.Unchanged) { Kept = a.Kept + b.Kept };

    /// <summary>See the operator.</summary>
    public static MergeCounts Add(MergeCounts left, MergeCounts right) => left + right;
}

/// <summary>A slice, as the steps of a merge hand it on.</summary>
/// <param name="Number">0 for the first, which claims the file; the others prolong that claim.</param>
/// <param name="Of">How many there are; the last takes the number for the publication.</param>
/// <param name="IsFirstRun">Known after the first slice: no run before this one can have written anything, so that nothing needs to be compared.</param>
public sealed record SliceToMerge(int Number, int Of, bool IsFirstRun)
{
    /// <summary>
    /// True when what the file does not have stays, false when it is withdrawn; null for the first slice of a file of which nobody
    /// has said so: it stays if it is much.
    /// </summary>
    public bool? KeepsOthers { get; init; }
}

/// <summary>What became of a slice.</summary>
/// <param name="Claim">How the claim was answered; nothing was written unless it was granted.</param>
/// <param name="Counts">What was done.</param>
/// <param name="Ticket">After the last slice: the number that a publication must cover.</param>
public sealed record MergedSlice(Claim Claim, MergeCounts Counts, long? Ticket) : IJournalled
{
    /// <summary>What the first slice has found out for those after it: whether what the file does not have stays.</summary>
    public bool KeepsOthers { get; init; }

    /// <summary>Before the first slice.</summary>
    public static readonly MergedSlice Nothing = new(Claim.Granted, MergeCounts.None, null);

    /// <inheritdoc/>
    [JsonIgnore]
    public string JournalLine => Claim is Claim.Granted or Claim.GrantedFirst ? Counts.JournalLine : Claim.ToString();
}

/// <summary>Writes staged slices into table <c>TimetableSessions</c> and keeps what changed.</summary>
public sealed class SessionMerge(HubStorage storage, FileClaims claims, PublishTickets tickets, Losses losses)
{
    private const int TransactionSize = 100;
    private const int ParallelTransactions = 8;

    /// <summary>Merges one slice of a run; repeating it changes nothing more and returns the same counts.</summary>
    /// <param name="file">The file.</param>
    /// <param name="runId">The run.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="mergedAt">The moment of the merge, UTC.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<MergedSlice> MergeSliceAsync(
        InputFile file, string runId, SliceToMerge slice, DateTimeOffset mergedAt, CancellationToken cancellation)
    {
        var claim = await ClaimAsync(file, runId, slice, cancellation);
        if (claim is not (Claim.Granted or Claim.GrantedFirst))
        {
            return MergedSlice.Nothing with { Claim = claim };
        }

        var work = new RunFolder(storage, runId);
        var range = slice.Of == 1 ? StagedSlice.Everything : (await work.LoadJsonAsync<StagedFile>(RunFolder.Index, cancellation)).Slices[slice.Number];
        var staged = await LoadStagedAsync(work, range, cancellation);
        var standing = claim == Claim.GrantedFirst ? [] : await LoadStandingAsync(file, range, cancellation);
        var keeps = claim != Claim.GrantedFirst && (slice.KeepsOthers ?? (await losses.OfStagedAsync(file, runId, cancellation)).IsMuch);
        var version = Names.Key(runId);
        IReadOnlySet<string>? asBefore = null;
        if (claim != Claim.GrantedFirst)
        {
            // What goes on in another slice of a large file is found by nobody; such files are not written by hand.
            staged = slice.Of == 1 ? [.. Continuation.Of(staged, [.. standing.Where(row => row.Stood(version)).Select(row => row.Session)])] : staged;
            var ids = staged.Select(row => row.Session.Id).ToHashSet();
            var givenBack = (await work.FindJsonAsync<StagedFile>(RunFolder.Index, cancellation))?.GivenBack ?? [];
            asBefore = Continuation.KeptFor(standing.Where(row => row.IsActive && !ids.Contains(row.Session.Id)).Select(row => row.Session), givenBack);
        }

        var steps = SliceMerge.Plan(staged, standing, version, mergedAt, keeps, asBefore).ToList();
        await WriteAsync(file, steps, cancellation);
        await SaveChangesAsync(file, runId, slice.Number, steps, cancellation);
        var counts = new MergeCounts(
            steps.Count(s => s.Change == ChangeKind.Added),
            steps.Count(s => s.Change == ChangeKind.Changed),
            steps.Count(s => s.Change == ChangeKind.Withdrawn),
            steps.Count(s => s is { Change: null, IsKept: false } && s.Row.IsActive))
        {
            Kept = steps.Count(s => s.IsKept),
        };
        var ticket = slice.Number == slice.Of - 1 ? await tickets.TakeAsync(file.Authority, cancellation) : (long?)null;
        return new MergedSlice(claim, counts, ticket) { KeepsOthers = keeps };
    }

    // Only the first slice may claim: once something is written, a claim that was lost stays lost.
    private async Task<Claim> ClaimAsync(InputFile file, string runId, SliceToMerge slice, CancellationToken cancellation)
    {
        if (slice.Number == 0)
        {
            return await claims.ClaimAsync(file, runId, unchanged: null, cancellation);
        }

        return !await claims.ProlongAsync(file, runId, cancellation) ? Claim.Superseded
            : slice.IsFirstRun ? Claim.GrantedFirst
            : Claim.Granted;
    }

    private async Task WriteAsync(InputFile file, List<MergeStep> steps, CancellationToken cancellation)
    {
        var writes = steps.Where(s => s.NeedsWrite).Select(s => new TableTransactionAction(
            TableTransactionActionType.UpsertReplace, s.Row.ToEntity(file)));
        await Parallel.ForEachAsync(
            writes.GroupBy(w => w.Entity.PartitionKey).SelectMany(partition => partition.Chunk(TransactionSize)),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelTransactions, CancellationToken = cancellation },
            async (batch, token) => await storage.Sessions.SubmitTransactionAsync(batch, token));
    }

    /// <summary>Where the changes of a run are kept, one blob a slice.</summary>
    public static string ChangesPrefix(string authority, string runId) => $"{authority}/{Names.Key(runId)}/";

    private static async Task<List<SessionInFile>> LoadStagedAsync(RunFolder work, StagedSlice range, CancellationToken cancellation)
    {
        using var reader = new StreamReader(await work.OpenAsync(RunFolder.Staged, range.Bytes, cancellation));
        var staged = new List<SessionInFile>();
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            staged.Add(JsonSerializer.Deserialize<SessionInFile>(line, HubJson.Options)!);
        }

        return staged;
    }

    private async Task<List<StoredSession>> LoadStandingAsync(InputFile file, StagedSlice range, CancellationToken cancellation)
    {
        var (from, to) = (file.PartitionPrefix + range.From, range.To is { } end ? file.PartitionPrefix + end : file.PartitionPrefix[..^1] + "/");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
        var standing = new List<StoredSession>();
        await foreach (var row in storage.Sessions.QueryAsync<TableEntity>(filter, select: StoredSession.ComparedColumns, cancellationToken: cancellation))
        {
            standing.Add(StoredSession.From(row));
        }

        return standing;
    }

    private async Task SaveChangesAsync(
        InputFile file, string runId, int slice, List<MergeStep> steps, CancellationToken cancellation)
    {
        var changed = steps.Where(s => s.Change is not null).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        using var lines = new MemoryStream();
        foreach (var step in changed)
        {
            JsonSerializer.Serialize(lines, new SessionChangeLine(step.Change!.Value, step.Row.Session, step.Row.Previous, step.Row.Told.Place), HubJson.Options);
            lines.WriteByte((byte)'\n');
        }

        lines.Position = 0;
        var name = ChangesPrefix(file.Authority, runId) + slice.ToString("D5", CultureInfo.InvariantCulture) + ".jsonl";
        await storage.Changes.GetBlobClient(name).UploadAsync(lines, overwrite: true, cancellation);
    }
}

/// <summary>One kept difference: a line of a changes blob.</summary>
/// <param name="Change">What happened to the session.</param>
/// <param name="Session">The session after it, or as it was last when withdrawn.</param>
/// <param name="Previous">The session before it; null when added.</param>
/// <param name="Place">Where it stands in the file.</param>
public sealed record SessionChangeLine(ChangeKind Change, Session Session, Session? Previous, RowPlace Place);
