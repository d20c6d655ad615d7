using System.Collections.Immutable;
using HubAutomation.Local.Host.Blobs;
using HubAutomation.Local.Host.Timers;
using Microsoft.AspNetCore.Routing.Patterns;

namespace HubAutomation.Local.Host.Functions;

/// <summary>What starts a function.</summary>
/// <param name="BindingType">The kind, as bindings name it.</param>
/// <param name="Parameter">The name of the parameter that gets what started the function.</param>
internal abstract record TriggerDescription(string BindingType, string Parameter)
{
    /// <summary>What the table at start-up says of it.</summary>
    public abstract string Summary { get; }
}

/// <summary>An HTTP request.</summary>
/// <param name="Parameter">The name of the parameter.</param>
/// <param name="Route">The route, with the host's prefix.</param>
/// <param name="Methods">The methods in upper case; none means all.</param>
/// <param name="Level">The key needed.</param>
internal sealed record HttpTriggerDescription(string Parameter, RoutePattern Route, ImmutableArray<string> Methods, AccessLevel Level)
    : TriggerDescription("httpTrigger", Parameter)
{
    public string MethodList => Methods.IsEmpty ? "ANY" : string.Join(',', Methods);

    public override string Summary => $"[{MethodList}] /{Route.RawText}";
}

/// <summary>A schedule.</summary>
internal sealed record TimerTriggerDescription(string Parameter, TimerSchedule Schedule, bool RunOnStartup, bool UseMonitor)
    : TriggerDescription("timerTrigger", Parameter)
{
    public override string Summary => $"{BindingType}  {Schedule.Text}";
}

/// <summary>A new or replaced blob.</summary>
/// <param name="Parameter">The name of the parameter.</param>
/// <param name="Path">Container and name pattern.</param>
/// <param name="Connection">The name of the setting that holds the connection; empty for AzureWebJobsStorage.</param>
internal sealed record BlobTriggerDescription(string Parameter, BlobPathPattern Path, string Connection)
    : TriggerDescription("blobTrigger", Parameter)
{
    public override string Summary => $"{BindingType}  {Path.Text}";
}

/// <summary>The turns of an orchestration.</summary>
internal sealed record OrchestrationTriggerDescription(string Parameter, string TaskName)
    : TriggerDescription("orchestrationTrigger", Parameter)
{
    public override string Summary => BindingType;
}

/// <summary>A call from an orchestration.</summary>
internal sealed record ActivityTriggerDescription(string Parameter, string TaskName)
    : TriggerDescription("activityTrigger", Parameter)
{
    public override string Summary => BindingType;
}

/// <summary>What a caller has to show: the levels of Azure Functions' keys, the least first.</summary>
internal enum AccessLevel
{
    Anonymous,
    User,
    Function,
    System,
    Admin,
}
