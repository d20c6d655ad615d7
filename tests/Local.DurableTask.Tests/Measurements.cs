using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>Keeps what one hub measures.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentQueue<(string Instrument, double Value, string Tags)> measured = new();
    private readonly MeterListener listener = new();

    public Measurements(MeterFactory meters)
    {
        listener.InstrumentPublished = (instrument, subscriber) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Meter.Name == "HubAutomation.Local.DurableTask")
                subscriber.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
    }

    /// <summary>All tags of all measurements, each once.</summary>
    public IEnumerable<string> AllTags => measured.Select(entry => entry.Tags).Distinct();

    /// <summary>How often an instrument measured with which tags: "2 × durabletask.task.name=Work, outcome=completed".</summary>
    public IEnumerable<string> Counts(string instrument) => measured.Where(entry => entry.Instrument == instrument)
        .GroupBy(entry => entry.Tags).Select(group => $"{group.Count()} × {group.Key}").Order(StringComparer.Ordinal);

    public IEnumerable<double> Values(string instrument) => measured.Where(entry => entry.Instrument == instrument).Select(entry => entry.Value);

    /// <summary>What an instrument that is looked at shows now.</summary>
    public double Now(string instrument)
    {
        listener.RecordObservableInstruments();
        return Values(instrument).Last();
    }

    public void Dispose() => listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        measured.Enqueue((instrument.Name, value, string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
}
