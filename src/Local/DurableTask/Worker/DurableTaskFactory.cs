using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Worker;

/// <summary>
/// Makes registered tasks. A name that is registered with versions answers only to these; one registered without any answers to every version.
/// </summary>
internal sealed class DurableTaskFactory(DurableTaskRegistry registry) : IDurableTaskFactory
{
    private readonly VersionedTasks<ITaskActivity> activities = new(registry.Activities);
    private readonly VersionedTasks<ITaskOrchestrator> orchestrators = new(registry.Orchestrators);

    public bool TryCreateActivity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity) =>
        TryCreateActivity(name, default, serviceProvider, out activity);

    public bool TryCreateActivity(TaskName name, TaskVersion version, IServiceProvider services, [NotNullWhen(true)] out ITaskActivity? activity)
    {
        activity = activities.Find(name, version)?.Invoke(services);
        return activity is not null;
    }

    public bool TryCreateOrchestrator(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator) =>
        TryCreateOrchestrator(name, default, serviceProvider, out orchestrator);

    public bool TryCreateOrchestrator(
        TaskName name, TaskVersion version, IServiceProvider services, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator)
    {
        orchestrator = orchestrators.Find(name, version)?.Invoke(services);
        return orchestrator is not null;
    }

    private sealed class VersionedTasks<TTask>(IReadOnlyDictionary<TaskKey, Func<IServiceProvider, TTask>> registered)
    {
        private readonly FrozenDictionary<TaskKey, Func<IServiceProvider, TTask>> tasks = registered.ToFrozenDictionary();
        private readonly FrozenSet<TaskName> versionedNames = registered.Keys
            .Where(key => key.Version != TaskVersion.Unversioned)
            .Select(key => key.Name)
            .ToFrozenSet();

        public Func<IServiceProvider, TTask>? Find(TaskName name, TaskVersion version)
        {
            if (tasks.TryGetValue(new TaskKey(name, version), out var exact))
                return exact;
            return versionedNames.Contains(name) ? null : tasks.GetValueOrDefault(new TaskKey(name, TaskVersion.Unversioned));
        }
    }
}
