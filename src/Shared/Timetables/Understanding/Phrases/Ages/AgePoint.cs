using System.Globalization;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Ages;

/// <summary>The unit in which an age is written.</summary>
internal enum AgeUnit
{
    /// <summary>None: a bare number.</summary>
    None,

    /// <summary>Weeks.</summary>
    Weeks,

    /// <summary>Months.</summary>
    Months,

    /// <summary>Years.</summary>
    Years,
}

/// <summary>One end of an age range as written: an amount with a unit, or a stage such as birth or walking.</summary>
/// <param name="Halves">The amount in halves: 5 is two and a half.</param>
/// <param name="Unit">The unit; None for a bare number.</param>
/// <param name="Stage">A stage instead of an amount; null for an amount.</param>
internal readonly record struct AgePoint(int Halves, AgeUnit Unit, AgeStage? Stage = null)
{
    private static readonly Dictionary<string, int> PluralNumbers = new() { ["ones"] = 1, ["twos"] = 2, ["threes"] = 3, ["fours"] = 4, ["fives"] = 5, ["sixes"] = 6, ["elevens"] = 11 };

    private const double WeeksInMonth = 52.1775 / 12;

    /// <summary>True for birth and for a plain nought.</summary>
    public bool IsBirth => Stage is { AsFrom: 0 } || (Stage is null && Halves == 0);

    /// <summary>True for an amount without a unit.</summary>
    public bool IsBare => Stage is null && Unit == AgeUnit.None;

    /// <summary>Youngest age in completed months when a range starts here.</summary>
    public int AsFrom => Stage?.AsFrom ?? Unit switch
    {
        AgeUnit.Weeks => (int)(Halves / 2 / WeeksInMonth),
        AgeUnit.Months => Halves / 2,
        _ => Halves * 6,
    };

    /// <summary>First month that is too old when a range ends here and includes this age: "6 months" is 7, "3 years" is 48.</summary>
    public int AsLast => Stage?.AsTo ?? Unit switch
    {
        AgeUnit.Weeks => (int)(Halves / 2 / WeeksInMonth) + 1,
        AgeUnit.Months => (Halves / 2) + 1,
        _ => Halves % 2 == 0 ? (Halves + 2) * 6 : (Halves * 6) + 1,
    };

    /// <summary>"6 months", "2½ years", "birth".</summary>
    public string Text => Stage?.Name
        ?? (IsYearsAndMonths ? string.Create(CultureInfo.InvariantCulture, $"{Halves / 24} years {Halves / 2 % 12} months") : $"{Amount} {(Halves == 2 ? UnitText.TrimEnd('s') : UnitText)}");

    /// <summary>"6", "2½".</summary>
    public string Amount => string.Create(CultureInfo.InvariantCulture, $"{Halves / 2}{(Halves % 2 == 0 ? "" : "½")}");

    private bool IsYearsAndMonths => Unit == AgeUnit.Months && Halves >= 4 * 24 && Halves % 24 != 0;

    private string UnitText => Unit switch { AgeUnit.Weeks => "weeks", AgeUnit.Months => "months", _ => "years" };

    /// <summary>Reads an amount or a stage.</summary>
    public static bool TryRead(ref Cursor cursor, out AgePoint point)
    {
        point = default;
        var look = cursor;
        _ = look.SkipAny("age", "aged", "ages") && look.Skip("of");
        if (AgeStage.TryRead(ref look, out var stage))
        {
            point = new(0, AgeUnit.None, stage);
            cursor = look;
            return true;
        }

        if (PluralNumbers.TryGetValue(look.Next.Text, out var years))
        {
            look.At++;
            point = new(years * 2, AgeUnit.Years);
        }
        else if (Quantity.TryReadHalves(ref look, out var halves))
        {
            point = WithMonths(new(halves, ReadUnit(ref look)), ref look);
        }
        else
        {
            return false;
        }

        cursor = look;
        return true;
    }

    /// <summary>"4 years 11 months" is 59 months.</summary>
    private static AgePoint WithMonths(AgePoint years, ref Cursor cursor)
    {
        var look = cursor;
        _ = look.SkipAny("and", ",");
        if (years.Unit != AgeUnit.Years || !look.IsNumber(2) || look.Next.Value > 11)
            return years;
        var months = look.Next.Value;
        look.At++;
        if (ReadUnit(ref look) != AgeUnit.Months || look.Is("-") || look.Is("to"))
            return years;
        cursor = look;
        return new((years.Halves * 12) + (months * 2), AgeUnit.Months);
    }

    /// <summary>"months", "mths", "yrs", "year olds", "s".</summary>
    public static AgeUnit ReadUnit(ref Cursor cursor)
    {
        var look = cursor;
        _ = look.Skip("-");
        var unit = look.SkipAny("months", "month", "mths", "mth", "mnths", "mnth", "mos", "mo", "m") ? AgeUnit.Months
            : look.SkipAll("y", "/", "o") || look.SkipAny("years", "year", "yrs", "yr", "y", "yo", "yos") ? AgeUnit.Years
            : look.SkipAny("weeks", "week", "wks", "wk") ? AgeUnit.Weeks
            : AgeUnit.None;
        if (unit == AgeUnit.None)
            return unit;
        _ = look.Skip(".");
        var old = look;
        _ = old.Skip("-");
        if (old.SkipAny("olds", "old") || old.SkipAll("of", "age"))
            look = old;
        cursor = look;
        return unit;
    }
}
