namespace HubAutomation.Testing.Engine;

/// <summary>The machine's clock, set forward or back by somebody. Its alarms go by the time that has passed, as the machine's do.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private long offset;

    public TimeSpan Offset
    {
        get => new(Interlocked.Read(ref offset));
        set => Interlocked.Exchange(ref offset, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
