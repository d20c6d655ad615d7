namespace HubAutomation.Shared.Platform.Mail.Quota;

/// <summary>
/// How many mails were handed over when, in slots of ten seconds; what is older than an hour is forgotten. Counted so that no minute and
/// no hour has more than allowed, wherever it begins: a slot that lies only partly in it counts as a whole.
/// </summary>
/// <param name="Slots">Number of the slot since 1970 → mails.</param>
public sealed record QuotaUsage(IReadOnlyDictionary<long, int> Slots)
{
    private const int SlotSeconds = 10;
    private const int MinuteSlots = (60 / SlotSeconds) + 1;
    private const int HourSlots = (3600 / SlotSeconds) + 1;

    /// <summary>Nothing was sent.</summary>
    public static readonly QuotaUsage None = new(new Dictionary<long, int>());

    /// <summary>Takes as many as are allowed now, up to a number.</summary>
    /// <returns>How many, and what is used then.</returns>
    public (int Granted, QuotaUsage Usage) Take(int wanted, QuotaLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var slot = SlotOf(now);
        var free = Math.Min(limits.PerMinute - Used(slot, MinuteSlots), limits.PerHour - Used(slot, HourSlots));
        var granted = Math.Clamp(free, 0, wanted);
        if (granted == 0)
        {
            return (0, this);
        }

        var slots = Slots.Where(s => s.Key > slot - HourSlots).ToDictionary();
        slots[slot] = slots.GetValueOrDefault(slot) + granted;
        return (granted, new QuotaUsage(slots));
    }

    /// <summary>When the next mail is allowed: now, or a time in the coming hour.</summary>
    public DateTimeOffset NextFree(QuotaLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var slot = SlotOf(now);
        while (Used(slot, MinuteSlots) >= limits.PerMinute || Used(slot, HourSlots) >= limits.PerHour)
        {
            slot++;
        }

        var start = DateTimeOffset.FromUnixTimeSeconds(slot * SlotSeconds);
        return start > now ? start : now;
    }

    /// <summary>When the last of so many mails will go, if nothing else is sent meanwhile.</summary>
    public DateTimeOffset FinishTime(int mails, QuotaLimits limits, DateTimeOffset now)
    {
        var (usage, at, left) = (this, now, mails);
        while (left > 0)
        {
            at = usage.NextFree(limits, at);
            var (granted, next) = usage.Take(left, limits, at);
            (usage, left) = (next, left - granted);
        }

        return at;
    }

    private int Used(long slot, int slots) => Slots.Where(s => s.Key > slot - slots && s.Key <= slot).Sum(s => s.Value);

    private static long SlotOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / SlotSeconds;
}
