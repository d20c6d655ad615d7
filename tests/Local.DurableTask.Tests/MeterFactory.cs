using System.Diagnostics.Metrics;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>Makes meters that are known by it.</summary>
internal sealed class MeterFactory : IMeterFactory
{
    private readonly List<Meter> made = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options.Name, options.Version, options.Tags, scope: this);
        made.Add(meter);
        return meter;
    }

    public void Dispose() => made.ForEach(meter => meter.Dispose());
}
