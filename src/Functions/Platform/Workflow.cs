using System.Text.Json;

namespace HubAutomation.Functions.Platform;

/// <summary>A workflow that staff, schedules and triggers can start.</summary>
/// <param name="Name">Its name in addresses: "ingest-timetable".</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Parameters">Parameter → what it means; listed when a request is refused.</param>
/// <param name="PlanAsync">Turns parameters into a start, or says why not.</param>
/// <param name="ForWholeHub">True when it is about all authorities together: it is started below <c>api/hub</c>.</param>
public sealed record Workflow(
    string Name, string Summary, IReadOnlyDictionary<string, string> Parameters,
    Func<string, JsonElement, CancellationToken, Task<StartPlan>> PlanAsync, bool ForWholeHub = false);

/// <summary>How a request to start a workflow is answered.</summary>
public abstract record StartPlan
{
    /// <summary>Start an orchestration.</summary>
    /// <param name="Orchestrator">The function's name.</param>
    /// <param name="Input">Its input; null for one that takes none.</param>
    /// <param name="InputHash">Key of what it works on.</param>
    public sealed record Start(string Orchestrator, object? Input, string InputHash) : StartPlan
    {
        /// <summary>Key of the run where the thing itself decides what is the same run; null where each start is a run of its own.</summary>
        public string? Key { get; init; }
    }

    /// <summary>Refuse.</summary>
    /// <param name="Status">The HTTP status: 400 or 404.</param>
    /// <param name="Sentence">What is wrong and what to do.</param>
    public sealed record Refuse(int Status, string Sentence) : StartPlan;
}
