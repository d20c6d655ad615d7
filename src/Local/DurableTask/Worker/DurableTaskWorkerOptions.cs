using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Worker;

/// <summary>Options of a worker.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "Nested in the real type.")]
public class DurableTaskWorkerOptions
{
    private DataConverter? dataConverter;

    /// <summary>What the worker does with an instance of another version than its own.</summary>
    public enum VersionMatchStrategy
    {
        /// <summary>Runs every version.</summary>
        None = 0,

        /// <summary>Runs its own version only.</summary>
        Strict = 1,

        /// <summary>Runs its own version and older ones.</summary>
        CurrentOrOlder = 2,
    }

    /// <summary>What becomes of an instance that the worker does not run.</summary>
    public enum VersionFailureStrategy
    {
        /// <summary>It stays as it is, for a worker of another version.</summary>
        Reject = 0,

        /// <summary>It fails.</summary>
        Fail = 1,
    }

    /// <summary>Turns inputs and results into text; the one from the service provider, or JSON, unless set.</summary>
    public DataConverter DataConverter
    {
        get => dataConverter ?? JsonDataConverter.Default;
        set => dataConverter = value;
    }

    /// <summary>Timers longer than this are kept as several, one after the other. A change breaks instances that wait in such a timer.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How much the worker does at once.</summary>
    public ConcurrencyOptions Concurrency { get; } = new();

    /// <summary>Which versions the worker runs; null for all.</summary>
    public VersioningOptions? Versioning { get; set; }

    /// <summary>True when versioning was chosen by <see cref="DurableTaskWorkerBuilderExtensions.UseVersioning"/>.</summary>
    public bool IsVersioningSet { get; internal set; }

    internal bool DataConverterIsSet => dataConverter is not null;

    /// <summary>How much a worker does at once.</summary>
    public class ConcurrencyOptions
    {
        /// <summary>Activities that run at once.</summary>
        public int MaximumConcurrentActivityWorkItems { get; set; } = 100 * Environment.ProcessorCount;

        /// <summary>Orchestrations that take a turn at once.</summary>
        public int MaximumConcurrentOrchestrationWorkItems { get; set; } = 100 * Environment.ProcessorCount;
    }

    /// <summary>Which versions a worker runs.</summary>
    public class VersioningOptions
    {
        /// <summary>The worker's own version.</summary>
        public string Version { get; set; } = string.Empty;

        /// <summary>The version of sub-orchestrations that are started without one.</summary>
        public string DefaultVersion { get; set; } = string.Empty;

        /// <summary>Which versions match.</summary>
        public VersionMatchStrategy MatchStrategy { get; set; } = VersionMatchStrategy.None;

        /// <summary>What becomes of those that do not.</summary>
        public VersionFailureStrategy FailureStrategy { get; set; } = VersionFailureStrategy.Reject;
    }
}
