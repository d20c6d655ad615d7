using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.DurableTask.Engine.Dispatch;

/// <summary>What a worker brings along: its tasks, options and services.</summary>
internal sealed record WorkerSetup(
    IDurableTaskFactory Factory,
    DurableTaskWorkerOptions Options,
    IServiceProvider Services,
    IExceptionPropertiesProvider? ExceptionProperties,
    ILoggerFactory LoggerFactory)
{
    public DataConverter Converter => Options.DataConverter;

    public ITaskOrchestrator? FindOrchestrator(string name, string version, IServiceProvider services) =>
        Factory is DurableTaskFactory versioned
            ? versioned.TryCreateOrchestrator(name, version, services, out var found) ? found : null
            : Factory.TryCreateOrchestrator(name, services, out var unversioned) ? unversioned : null;

    public ITaskActivity? FindActivity(string name, string version, IServiceProvider services) =>
        Factory is DurableTaskFactory versioned
            ? versioned.TryCreateActivity(name, version, services, out var found) ? found : null
            : Factory.TryCreateActivity(name, services, out var unversioned) ? unversioned : null;

    /// <summary>Whether this worker runs instances of a version.</summary>
    public bool Accepts(string version) => Options.Versioning switch
    {
        null or { MatchStrategy: DurableTaskWorkerOptions.VersionMatchStrategy.None } => true,
        { MatchStrategy: DurableTaskWorkerOptions.VersionMatchStrategy.Strict } own =>
            TaskOrchestrationVersioningUtils.CompareVersions(version, own.Version) == 0,
        { } own => TaskOrchestrationVersioningUtils.CompareVersions(version, own.Version) <= 0,
    };
}
