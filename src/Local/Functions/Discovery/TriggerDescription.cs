using System.Collections.Immutable;
using HubAutomation.Local.Functions.Blobs;
using HubAutomation.Local.Functions.Timers;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Functions.Discovery;

/// <summary>What starts a function.</summary>
/// <param name="BindingType">The kind, as bindings name it.</param>
internal abstract record TriggerDescription(string BindingType)
{
    /// <summary>What the table at start-up says of it.</summary>
    public abstract string Summary { get; }
}

/// <summary>An HTTP request.</summary>
/// <param name="Route">The route, with the host's prefix.</param>
/// <param name="Methods">The methods in upper case; none means all.</param>
/// <param name="Level">The key needed.</param>
internal sealed record HttpTriggerDescription(RoutePattern Route, ImmutableArray<string> Methods, AuthorizationLevel Level)
    : TriggerDescription("httpTrigger")
{
    public string MethodList => Methods.IsEmpty ? "ANY" : string.Join(',', Methods);

    public override string Summary => $"[{MethodList}] /{Route.RawText}";
}

/// <summary>A schedule.</summary>
internal sealed record TimerTriggerDescription(TimerSchedule Schedule, bool RunOnStartup, bool UseMonitor)
    : TriggerDescription("timerTrigger")
{
    public override string Summary => $"{BindingType}  {Schedule.Text}";
}

/// <summary>A new or replaced blob.</summary>
/// <param name="Path">Container and name pattern.</param>
/// <param name="Connection">The name of the setting that holds the connection; empty for AzureWebJobsStorage.</param>
internal sealed record BlobTriggerDescription(BlobPathPattern Path, string Connection)
    : TriggerDescription("blobTrigger")
{
    public override string Summary => $"{BindingType}  {Path.Text}";
}

/// <summary>The start of an orchestration, and each of its later turns.</summary>
internal sealed record OrchestrationTriggerDescription(string TaskName, Type InputType, Type OutputType)
    : TriggerDescription("orchestrationTrigger")
{
    public override string Summary => BindingType;
}

/// <summary>A call from an orchestration.</summary>
internal sealed record ActivityTriggerDescription(string TaskName, Type InputType, Type OutputType)
    : TriggerDescription("activityTrigger")
{
    public override string Summary => BindingType;
}
