using System.Numerics;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;

/// <summary>Some of the seven weekdays.</summary>
internal readonly record struct DaySet(int Bits)
{
    /// <summary>Monday to Friday.</summary>
    public static readonly DaySet Weekdays = new(0b0011_1110);

    /// <summary>Saturday and Sunday.</summary>
    public static readonly DaySet Weekend = new(0b1100_0000);

    /// <summary>All seven.</summary>
    public static readonly DaySet EveryDay = new(0b1111_1110);

    /// <summary>True without any day.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>How many days.</summary>
    public int Count => BitOperations.PopCount((uint)Bits);

    /// <summary>One day.</summary>
    public static DaySet Of(IsoDayOfWeek day) => new(1 << (int)day);

    /// <summary>Several days; the same one twice is one.</summary>
    public static DaySet Of(IEnumerable<IsoDayOfWeek> days) => days.Aggregate(default(DaySet), (all, day) => all.With(Of(day)));

    /// <summary>From one day to another, across the weekend where the second comes first in the week.</summary>
    public static DaySet Range(IsoDayOfWeek first, IsoDayOfWeek last)
    {
        var days = Of(first);
        for (var day = (int)first; day != (int)last;)
        {
            day = day == 7 ? 1 : day + 1;
            days = days.With(Of((IsoDayOfWeek)day));
        }

        return days;
    }

    /// <summary>These and those.</summary>
    public DaySet With(DaySet other) => new(Bits | other.Bits);

    /// <summary>These without those.</summary>
    public DaySet Without(DaySet other) => new(Bits & ~other.Bits);

    /// <summary>True when the day is one of them.</summary>
    public bool Has(IsoDayOfWeek day) => (Bits & (1 << (int)day)) != 0;

    /// <summary>The days in week order.</summary>
    public IsoDayOfWeek[] ToArray()
    {
        var days = new IsoDayOfWeek[Count];
        var next = 0;
        for (var day = IsoDayOfWeek.Monday; day <= IsoDayOfWeek.Sunday; day++)
        {
            if (Has(day))
                days[next++] = day;
        }

        return days;
    }
}
