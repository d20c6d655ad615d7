using Microsoft.Extensions.Hosting;

namespace Microsoft.DurableTask.Worker
{
    /// <summary>Makes the tasks that a worker runs.</summary>
    public interface IDurableTaskFactory
    {
        /// <summary>The activity of this name; false when there is none.</summary>
        bool TryCreateActivity(
            TaskName name,
            IServiceProvider serviceProvider,
            [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ITaskActivity? activity);

        /// <summary>The orchestrator of this name; false when there is none.</summary>
        bool TryCreateOrchestrator(
            TaskName name,
            IServiceProvider serviceProvider,
            [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ITaskOrchestrator? orchestrator);
    }

    /// <summary>Adds the application's own facts to failures.</summary>
    public interface IExceptionPropertiesProvider
    {
        /// <summary>The facts worth keeping of an exception; null for none.</summary>
        IDictionary<string, object?>? GetExceptionProperties(Exception exception);
    }
}

namespace Microsoft.DurableTask.Worker.Hosting
{
    /// <summary>Runs orchestrations and activities for as long as the host runs.</summary>
    public abstract class DurableTaskWorker : BackgroundService
    {
        protected DurableTaskWorker(string? name, IDurableTaskFactory factory)
        {
            ArgumentNullException.ThrowIfNull(factory);
            Name = name ?? Microsoft.Extensions.Options.Options.DefaultName;
            Factory = factory;
        }

        /// <summary>The worker's name; empty for the default worker.</summary>
        protected virtual string Name { get; }

        /// <summary>Makes the tasks.</summary>
        protected virtual IDurableTaskFactory Factory { get; }

        /// <summary>Adds the application's own facts to failures; null for none.</summary>
        protected IExceptionPropertiesProvider? ExceptionPropertiesProvider { get; set; }
    }
}
