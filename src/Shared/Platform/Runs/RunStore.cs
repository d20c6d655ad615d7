using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Platform.Runs;

/// <summary>Keeps runs and their steps, so that "what happened?" has an answer that does not depend on the engine's history.</summary>
public sealed class RunStore(HubStorage storage, TimeProvider time)
{
    /// <summary>Stands for the authority in the ids of runs that are about all of them together; no authority may have that id.</summary>
    public const string WholeHub = "hub";

    /// <summary>The authority that a run id belongs to; empty when the text is not a run id.</summary>
    public static string AuthorityOf(string runId) => runId.Split('.') is [var authority, _, ..] && Names.IsId(authority) ? authority : "";

    /// <summary>Outcome of a run that was asked for and that the engine does not know.</summary>
    public const string Lost = "NeverBegun";

    /// <summary>Writes that a run was asked for. The same run twice leaves the first row as it is, unless that run never began.</summary>
    public async Task RecordStartAsync(
        string runId, string workflow, string startedBy, string inputHash, CancellationToken cancellation)
    {
        var row = new RunRecord
        {
            PartitionKey = AuthorityOf(runId),
            RowKey = runId,
            Workflow = workflow,
            Status = nameof(RunStatus.Started),
            StartedBy = startedBy,
            StartedAt = time.GetUtcNow(),
            InputHash = inputHash,
        };
        if (!await storage.Runs.AddOnceAsync(row, cancellation) && (await FindAsync(runId, cancellation))?.Outcome == Lost)
        {
            await storage.Runs.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        }
    }

    /// <summary>An authority's runs that were asked for before a moment and have not ended.</summary>
    public async Task<IReadOnlyList<RunRecord>> OpenAsync(string authority, DateTimeOffset before, CancellationToken cancellation)
    {
        var open = new List<RunRecord>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {authority} and Status eq {nameof(RunStatus.Started)} and StartedAt lt {before}");
        await foreach (var run in storage.Runs.QueryAsync<RunRecord>(filter, cancellationToken: cancellation))
        {
            open.Add(run);
        }

        return open;
    }

    /// <summary>Writes how a run ended.</summary>
    public async Task RecordEndAsync(
        string runId, RunStatus status, string outcome, string summary, CancellationToken cancellation)
    {
        var change = new TableEntity(AuthorityOf(runId), runId)
        {
            [nameof(RunRecord.Status)] = status.ToString(),
            [nameof(RunRecord.EndedAt)] = time.GetUtcNow(),
            [nameof(RunRecord.Outcome)] = outcome,
            [nameof(RunRecord.Summary)] = summary,
        };
        await storage.Runs.UpsertEntityAsync(change, TableUpdateMode.Merge, cancellation);
    }

    /// <summary>Writes one attempt of one step.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="step">The activity's name.</param>
    /// <param name="invocationId">The worker's id of this attempt; makes the row unique.</param>
    /// <param name="startedAt">When the attempt began, UTC.</param>
    /// <param name="outcome">"ok", or the type of the exception.</param>
    /// <param name="note">Counts in one line; never personal data, so never an exception's message.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task RecordStepAsync(
        string runId, string step, string invocationId, DateTimeOffset startedAt, string outcome, string? note, CancellationToken cancellation)
    {
        var row = new TableEntity(runId, $"{startedAt.UtcTicks:D19}.{invocationId}")
        {
            ["Step"] = step,
            ["StartedAt"] = startedAt,
            ["DurationMs"] = (time.GetUtcNow() - startedAt).TotalMilliseconds,
            ["Outcome"] = outcome,
            ["Note"] = note is { Length: > 1000 } ? note[..1000] : note,
        };
        await storage.RunEvents.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>A run by its id, or null.</summary>
    public async Task<RunRecord?> FindAsync(string runId, CancellationToken cancellation)
    {
        // Anybody may ask for anything; the table service refuses keys that cannot be.
        if (AuthorityOf(runId) is not { Length: > 0 } authority || !runId.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
        {
            return null;
        }

        var found = await storage.Runs.GetEntityIfExistsAsync<RunRecord>(authority, runId, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Runs that were asked for or ended at or after a moment, of every authority, oldest first.</summary>
    public async Task<IReadOnlyList<RunRecord>> SinceAsync(DateTimeOffset moment, CancellationToken cancellation)
    {
        var runs = new List<RunRecord>();
        var filter = TableClient.CreateQueryFilter($"StartedAt ge {moment} or EndedAt ge {moment}");
        await foreach (var run in storage.Runs.QueryAsync<RunRecord>(filter, cancellationToken: cancellation))
        {
            runs.Add(run);
        }

        return [.. runs.OrderBy(r => r.StartedAt)];
    }

    /// <summary>The steps of a run, oldest first.</summary>
    public async Task<IReadOnlyList<RunStep>> StepsAsync(string runId, CancellationToken cancellation)
    {
        var steps = new List<RunStep>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {runId}");
        await foreach (var row in storage.RunEvents.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            steps.Add(new RunStep(
                row.GetString("Step"), row.GetDateTimeOffset("StartedAt") ?? default, row.GetDouble("DurationMs") ?? 0,
                row.GetString("Outcome"), row.GetString("Note")));
        }

        return steps;
    }
}

/// <summary>One attempt of one step of a run.</summary>
/// <param name="Step">The activity's name.</param>
/// <param name="StartedAt">When the attempt began, UTC.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Outcome">"ok", or the type of the exception.</param>
/// <param name="Note">Counts in one line, or the exception's message.</param>
public sealed record RunStep(string Step, DateTimeOffset StartedAt, double DurationMs, string Outcome, string? Note);
