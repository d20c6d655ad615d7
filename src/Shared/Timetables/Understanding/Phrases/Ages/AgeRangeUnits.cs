namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Ages;

/// <summary>Finds the units of a range in which not both ages carry one: "0–6 months", "8–11".</summary>
internal static class AgeRangeUnits
{
    /// <summary>Bare numbers above this are not years of childhood.</summary>
    private const int OldestBare = 25;

    /// <summary>Gives both ages a unit, or says why they could mean two things.</summary>
    public static Misunderstanding? Settle(ref AgePoint first, ref AgePoint last)
    {
        if (first.IsBare && last.IsBare)
            return SettleBare(ref first, ref last);
        if (last.IsBare)
        {
            // "18 months to 3" and "birth to 5": the older age is in years, unless it would be the younger or is written like months.
            var isMonths = first.Stage is not null && IsMonthlike(last.Halves / 2);
            if (isMonths || (first.Unit == AgeUnit.Months && last.Halves * 6 <= first.AsFrom))
                return Ambiguous(first.Text, last.Amount);
            last = last with { Unit = AgeUnit.Years };
        }
        else if (first.IsBare)
        {
            var shared = last.Stage is null ? last.Unit : AgeUnit.Years;
            var isReversed = last.Stage is null && first.Halves > last.Halves;
            if (isReversed && shared == AgeUnit.Years && IsMonthlike(first.Halves / 2))
                return Reversed(first, last);
            first = first with { Unit = shared };
        }

        return null;
    }

    /// <summary>True for the numbers in which ages in months are usually written.</summary>
    public static bool IsMonthlike(int number) => number is 6 or 9 or 12 or 15 or 18 or 24 or 30 or 36;

    private static Misunderstanding? SettleBare(ref AgePoint first, ref AgePoint last)
    {
        var (low, high) = (Math.Min(first.Halves, last.Halves) / 2, Math.Max(first.Halves, last.Halves) / 2);
        if (high > OldestBare || (IsMonthlike(high) && (low is 0 or 3 || IsMonthlike(low))))
            return Ambiguous(first.Amount, last.Amount);
        first = first with { Unit = AgeUnit.Years };
        last = last with { Unit = AgeUnit.Years };
        return null;
    }

    private static Misunderstanding Ambiguous(string first, string last) => new(
        "age-unit-missing", $"We cannot tell whether \"{first} to {last}\" is in months or years. Write {first} to {last} months or {first} to {last} years.");

    private static Misunderstanding Reversed(AgePoint first, AgePoint last)
    {
        var suggestion = $"{first.Amount} months to {last.Text}";
        return new("age-unit-missing", $"We cannot tell what the {first.Amount} of \"{first.Amount} to {last.Text}\" is. Did you mean \"{suggestion}\"?", suggestion);
    }
}
