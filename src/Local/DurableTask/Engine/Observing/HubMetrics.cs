using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HubAutomation.Local.DurableTask.Engine.Observing;

/// <summary>What a task hub measures. Microsoft's worker has no meter, so that the names are ours. No measurement names an instance.</summary>
internal sealed class HubMetrics : IDisposable
{
    public const string MeterName = "HubAutomation.Local.DurableTask";

    private const string Name = "durabletask.task.name";
    private const string Outcome = "outcome";

    private static readonly InstrumentAdvice<double> ShortTimes = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    private static readonly InstrumentAdvice<long> SmallCounts = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] };

    // A factory's meter lives as long as the factory.
    private readonly Meter? own;
    private readonly Histogram<double> turns;
    private readonly Histogram<double> activities;
    private readonly Counter<long> orchestrations;
    private readonly Histogram<double> commits;
    private readonly Histogram<long> writes;

    /// <param name="factory">What makes meters in this process, if there is such a thing.</param>
    /// <param name="depth">Says how much work there is; null while no worker runs.</param>
    public HubMetrics(IMeterFactory? factory, Func<QueueDepth?> depth)
    {
        var meter = factory?.Create(new MeterOptions(MeterName)) ?? (own = new Meter(MeterName));
        turns = meter.CreateHistogram("durable.turn.duration", "s", "Time that turns of orchestrations take, replay included and the commit not.", advice: ShortTimes);
        activities = meter.CreateHistogram("durable.activity.duration", "s", "Time that tries of activities take.", advice: ShortTimes);
        orchestrations = meter.CreateCounter<long>("durable.orchestrations.ended", "{orchestration}", "Orchestrations that have ended.");
        commits = meter.CreateHistogram("durable.commit.duration", "s", "Time that commits to the file take.", advice: ShortTimes);
        writes = meter.CreateHistogram("durable.commit.writes", "{write}", "Writes that share a commit.", advice: SmallCounts);
        meter.CreateObservableUpDownCounter("durable.turns.due", Of(now => (long)now.Turns), "{orchestration}", "Orchestrations that have a turn to take.");
        meter.CreateObservableUpDownCounter("durable.activities.waiting", Of(now => (long)now.WaitingActivities), "{activity}", "Activities that wait to be run.");
        meter.CreateObservableUpDownCounter("durable.activities.running", Of(now => (long)now.RunningActivities), "{activity}", "Activities that run.");
        meter.CreateObservableUpDownCounter("durable.timers.set", Of(now => (long)now.Timers), "{timer}", "Timers that are set.");
        meter.CreateObservableGauge("durable.due.age", Of(now => now.OldestDue.TotalSeconds), "s", "How long the oldest work that is due has waited.");

        Func<IEnumerable<Measurement<T>>> Of<T>(Func<QueueDepth, T> value)
            where T : struct => () => depth() is { } now ? [new Measurement<T>(value(now))] : [];
    }

    /// <summary>A moment to measure a turn from; zero when nobody wants to know.</summary>
    public long StartTurn() => StartOf(turns);

    /// <inheritdoc cref="StartTurn"/>
    public long StartActivity() => StartOf(activities);

    /// <inheritdoc cref="StartTurn"/>
    public long StartCommit() => StartOf(commits);

    public void TurnTaken(string name, string outcome, long started) => Record(turns, name, outcome, started);

    public void ActivityEnded(string name, string outcome, long started) => Record(activities, name, outcome, started);

    public void OrchestrationEnded(string name, string outcome) => orchestrations.Add(1, Tag(Name, name), Tag(Outcome, outcome));

    public void Committed(int count, long started)
    {
        if (started != 0)
            commits.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        writes.Record(count);
    }

    public void Dispose() => own?.Dispose();

    private static long StartOf(Instrument instrument) => instrument.Enabled ? Stopwatch.GetTimestamp() : 0;

    private static void Record(Histogram<double> durations, string name, string outcome, long started)
    {
        if (started != 0)
            durations.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, Tag(Name, name), Tag(Outcome, outcome));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
