using System.Globalization;
using System.Numerics;

namespace HubAutomation.Local.Functions.Timers;

/// <summary>One field of a schedule: the set of numbers that match.</summary>
/// <param name="Values">Bit n is set when n matches.</param>
/// <param name="IsPattern">Whether it was written with *, - or /.</param>
internal readonly record struct CronField(ulong Values, bool IsPattern)
{
    private static readonly string[] Months =
        ["JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"];

    private static readonly string[] Weekdays =
        ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

    /// <summary>The six fields, in order.</summary>
    public static IReadOnlyList<Kind> Kinds { get; } =
    [
        new("second", 0, 59, []),
        new("minute", 0, 59, []),
        new("hour", 0, 23, []),
        new("day", 1, 31, []),
        new("month", 1, 12, Months),
        new("day of week", 0, 6, Weekdays),
    ];

    /// <exception cref="FormatException">The text does not fit the kind.</exception>
    public static CronField Parse(string text, Kind kind) => new(
        text.Split(',').Aggregate(0UL, (values, part) => values | ParsePart(part, text, kind)),
        text.AsSpan().ContainsAny('*', '-', '/'));

    public bool Has(int value) => (Values & (1UL << value)) != 0;

    /// <summary>The first matching number not below the given one; null when there is none.</summary>
    public int? NextFrom(int value)
    {
        var rest = value > 63 ? 0 : Values >> value;
        return rest == 0 ? null : value + BitOperations.TrailingZeroCount(rest);
    }

    private static ulong ParsePart(string part, string field, Kind kind)
    {
        var (range, step) = part.Split('/') switch
        {
            [var only] => (only, (int?)null),
            [var left, var right] when int.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 => (left, n),
            _ => throw Unreadable(part, field, kind),
        };
        var (first, last) = range.Split('-') switch
        {
            ["*"] => (kind.First, kind.Last),
            [var one] => (Number(one, field, kind), step is null ? Number(one, field, kind) : kind.Last),
            [var from, var to] => (Number(from, field, kind), Number(to, field, kind)),
            _ => throw Unreadable(part, field, kind),
        };
        if (first > last)
        {
            throw new FormatException($"the {kind.Name} field '{field}' has a range that ends before it starts");
        }

        var values = 0UL;
        for (long value = first; value <= last; value += step ?? 1)
        {
            values |= 1UL << (int)value;
        }

        return values;
    }

    private static int Number(string text, string field, Kind kind)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number >= kind.First && number <= kind.Last
                ? number
                : throw new FormatException($"the {kind.Name} field '{field}' has {number}, which is not within {kind.First} to {kind.Last}");
        }

        var named = Array.FindIndex(kind.Names, name
            => name.Equals(text, StringComparison.OrdinalIgnoreCase) || name[..3].Equals(text, StringComparison.OrdinalIgnoreCase));
        return named >= 0 ? kind.First + named : throw Unreadable(text, field, kind);
    }

    private static FormatException Unreadable(string part, string field, Kind kind)
        => new($"the {kind.Name} field '{field}' has '{part}', which is no number, range or step");

    /// <summary>What a field may hold.</summary>
    /// <param name="Name">What people call it.</param>
    /// <param name="First">The least number.</param>
    /// <param name="Last">The greatest number.</param>
    /// <param name="Names">Names that stand for First, First + 1, ...; also by their first three letters.</param>
    public sealed record Kind(string Name, int First, int Last, string[] Names);
}
