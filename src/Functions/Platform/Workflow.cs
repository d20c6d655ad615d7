using System.Text.Json;
using HubAutomation.Functions.Platform.Parameters;

namespace HubAutomation.Functions.Platform;

/// <summary>A workflow that staff, schedules and triggers can start.</summary>
/// <param name="Name">Its name in addresses: "ingest-timetable".</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="ForWholeHub">True when it is about all authorities together: it is started below <c>api/hub</c>.</param>
public abstract record Workflow(string Name, string Summary, bool ForWholeHub)
{
    /// <summary>Its parameters, as they are listed.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Reads the parameters of a start and plans it, or says why not.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="given">A JSON object.</param>
    /// <param name="cancellation">Gives up.</param>
    public abstract Task<StartPlan> PlanAsync(string authority, JsonElement given, CancellationToken cancellation);
}

/// <summary>A workflow with its parameters, which are declared in one place, checked there, and typed from there on.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Declare">Asks for each parameter: name, meaning, kind and bounds.</param>
/// <param name="Plan">Turns parameters that are right in themselves into a start, or says what stands against it.</param>
/// <param name="ForWholeHub">True when it is about all authorities together.</param>
public sealed record Workflow<TParameters>(
    string Name, string Summary, Func<ParameterReader, TParameters> Declare,
    Func<string, TParameters, CancellationToken, Task<StartPlan>> Plan, bool ForWholeHub = false) : Workflow(Name, Summary, ForWholeHub)
    where TParameters : class
{
    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => ParameterReader.Declared(Declare);

    /// <inheritdoc/>
    public override Task<StartPlan> PlanAsync(string authority, JsonElement given, CancellationToken cancellation)
    {
        var (parameters, problem) = ParameterReader.Read(Name, given, Declare);
        return parameters is null ? Task.FromResult<StartPlan>(new StartPlan.Refuse(400, problem!)) : Plan(authority, parameters, cancellation);
    }
}

/// <summary>The parameters of a workflow that takes none.</summary>
public sealed record NoParameters
{
    /// <summary>Declares none.</summary>
    public static NoParameters Declare(ParameterReader reader) => new();
}

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
