using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

/// <summary>The orchestrators and activities that a worker runs.</summary>
public sealed partial class DurableTaskRegistry
{
    internal Dictionary<TaskKey, Func<IServiceProvider, ITaskActivity>> Activities { get; } = [];

    internal Dictionary<TaskKey, Func<IServiceProvider, ITaskOrchestrator>> Orchestrators { get; } = [];

    /// <summary>The activities by name.</summary>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskActivity>>> GetActivities() =>
        Activities.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    /// <summary>The orchestrators by name.</summary>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators() =>
        Orchestrators.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    private static void Add<TTask>(
        Dictionary<TaskKey, Func<IServiceProvider, TTask>> tasks, string kind, TaskKey key, Func<IServiceProvider, TTask> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (string.IsNullOrEmpty(key.Name.Name))
            throw new ArgumentException($"An {kind} needs a name.", nameof(key));
        if (!tasks.TryAdd(key, factory))
            throw new ArgumentException($"An {kind} named '{key}' is already added.", nameof(key));
    }

    /// <summary>The name and version a class declares by its attribute; without one, its type name and no version.</summary>
    private static TaskKey KeyOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var attribute = type.GetCustomAttribute<DurableTaskAttribute>();
        return new TaskKey(attribute?.Name is { Name: not null } named ? named : new TaskName(type.Name), attribute?.Version);
    }

    private static Func<IServiceProvider, TTask> FactoryOf<TTask>(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!typeof(TTask).IsAssignableFrom(type) || type.IsAbstract)
            throw new ArgumentException($"{type} is not a class that implements {typeof(TTask).Name}.", nameof(type));
        return services => (TTask)ActivatorUtilities.GetServiceOrCreateInstance(services, type);
    }
}

/// <summary>A task's name and version; no version stands for every version.</summary>
internal readonly record struct TaskKey(TaskName Name, TaskVersion Version)
{
    public override string ToString() => Version == TaskVersion.Unversioned ? Name.Name : $"{Name.Name} (version {Version.Version})";
}
