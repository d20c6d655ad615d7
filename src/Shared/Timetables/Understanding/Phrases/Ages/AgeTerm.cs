using System.Globalization;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Ages;

/// <summary>One statement about ages.</summary>
/// <param name="From">Youngest age in completed months.</param>
/// <param name="To">First month that is too old; null when open.</param>
/// <param name="Pregnancy">True when expectant parents are meant.</param>
/// <param name="Text">As shown to families, lower case where a sentence would have it.</param>
/// <param name="IsConvention">True for "toddlers": a word whose ages are the hub's convention, which ages written beside it replace.</param>
/// <param name="WasReversed">True when the older age was written first.</param>
/// <param name="IsPlain">True when the words can mean nothing but ages, whatever stands around them.</param>
internal readonly record struct AgeTerm(int From, int? To, bool Pregnancy, string Text, bool IsConvention = false, bool WasReversed = false, bool IsPlain = false)
{
    /// <summary>Oldest age in years that a row can mean.</summary>
    private const int MaxYears = 100;

    /// <summary>Reads one statement; a problem when it is one but can mean two things.</summary>
    public static bool TryRead(ref Cursor cursor, out AgeTerm term, out Misunderstanding? problem)
    {
        problem = null;
        return AgeWords.TryRead(ref cursor, out term) || TryReadLimit(ref cursor, out term) || TryReadRange(ref cursor, out term, out problem)
            || TryReadSingle(ref cursor, out term);
    }

    /// <summary>"under 5s", "up to 12 months", "over 5s", "5+", "6 months and over", "from birth".</summary>
    private static bool TryReadLimit(ref Cursor cursor, out AgeTerm term)
    {
        term = default;
        var look = cursor;
        if (look.SkipAny("under", "below", "u", "unders") || look.SkipAll("less", "than") || look.SkipAll("younger", "than"))
        {
            _ = look.SkipAny("the", "-", "age") && look.Skip("of");
            if (!AgePoint.TryRead(ref look, out var limit) || limit.IsBirth || limit.Stage is not null)
                return false;
            var isPlain = SkipPlural(ref look) || limit.Unit != AgeUnit.None;
            var isYears = limit.Unit is AgeUnit.None or AgeUnit.Years && limit.Halves % 2 == 0;
            term = new(0, limit.AsFrom, false, isYears ? limit.Halves == 2 ? "under 1" : $"under {limit.Amount}s" : $"under {limit.Text}", IsPlain: isPlain);
        }
        else if (look.SkipAll("up", "to") || look.SkipAny("upto", "until", "to", "till"))
        {
            _ = look.SkipAll("and", "including");
            _ = look.Skip("the");
            var isAge = look.Next.Text is "age" or "ages" or "aged";
            if (!AgePoint.TryRead(ref look, out var last) || last.IsBirth || IsMonthlike(last))
                return false;
            SkipPlural(ref look);
            term = new(0, last.AsLast, false, $"up to {last.Text}", IsPlain: isAge);
        }
        else if (!TryReadEndpoint(ref look, out term) && !TryReadAndUnder(ref look, out term) && !TryReadFrom(ref look, out term))
        {
            return false;
        }

        cursor = look;
        return term.From <= MaxYears * 12 && term.To is not > MaxYears * 12;
    }

    /// <summary>"minimum age of 14", "max age 11".</summary>
    private static bool TryReadEndpoint(ref Cursor cursor, out AgeTerm term)
    {
        term = default;
        var look = cursor;
        var isOldest = look.SkipAny("maximum", "max");
        if ((!isOldest && !look.SkipAny("minimum", "min")) || !look.SkipAny("age", "ages"))
            return false;
        _ = look.SkipAny("is", ":", "-");
        if (!look.Is("of") && look.Next.Kind != TokenKind.Number)
            return false;
        _ = look.Skip("of");
        if (!AgePoint.TryRead(ref look, out var age) || age.Stage is not null)
            return false;
        term = isOldest ? new(0, age.AsLast, false, $"up to {age.Text}", IsPlain: true) : new(age.AsFrom, null, false, $"{age.Text} and over", IsPlain: true);
        cursor = look;
        return true;
    }

    /// <summary>"10 and under", "aged 10 or under", "3 years and younger": up to that age.</summary>
    private static bool TryReadAndUnder(ref Cursor cursor, out AgeTerm term)
    {
        term = default;
        var look = cursor;
        var isAge = look.Next.Text is "age" or "ages" or "aged";
        if (!AgePoint.TryRead(ref look, out var last) || last.Stage is not null || last.Halves == 0)
            return false;
        var plural = SkipPlural(ref look);
        if (!look.SkipAny("and", "&", "or") || !look.SkipAny("under", "below", "younger"))
            return false;
        term = new(0, last.AsLast, false, $"up to {last.Text}", IsPlain: isAge || plural || last.Unit != AgeUnit.None);
        cursor = look;
        return true;
    }

    private static bool TryReadFrom(ref Cursor cursor, out AgeTerm term)
    {
        term = default;
        var isOpen = cursor.SkipAny("over", "overs", "above") || cursor.SkipAll("older", "than");
        var isFrom = isOpen || cursor.Skip("from");
        _ = isFrom && cursor.Skip("the");
        var isAge = cursor.Next.Text is "age" or "ages" or "aged";
        if (!AgePoint.TryRead(ref cursor, out var first))
            return false;
        SkipPlural(ref cursor);
        if (!isOpen && (cursor.Is("-") || cursor.Is("to") || cursor.Is("until") || cursor.SkipAll("up", "to")))
            return false;
        var plus = cursor.SkipAny("+", "plus", "upwards", "onwards", "up", "upward") || cursor.SkipAll("and", "over") || cursor.SkipAll("&", "over")
            || cursor.SkipAll("and", "up") || cursor.SkipAll("and", "above") || cursor.SkipAll("and", "older") || cursor.SkipAll("&", "above")
            || cursor.SkipAll("or", "older") || cursor.SkipAll("or", "over") || cursor.SkipAll("and", "upwards") || cursor.SkipAll("and", "onwards");
        var unit = plus && first.IsBare ? AgePoint.ReadUnit(ref cursor) : AgeUnit.None;
        first = unit == AgeUnit.None ? first : first with { Unit = unit };
        if ((!plus && !isFrom) || first.Stage is { IsPregnancy: true })
            return false;
        if (cursor.SkipAny("olds", "old", "year") && cursor.Is("olds"))
            cursor.At++;
        term = first.IsBirth ? new(0, null, false, "from birth") : new(first.AsFrom, null, false, $"{first.Text} and over", IsPlain: isAge);
        return true;
    }

    /// <summary>"0–6 months", "18 months – 3 years", "bump to 2", "birth to walking", "between 2 and 4".</summary>
    private static bool TryReadRange(ref Cursor cursor, out AgeTerm term, out Misunderstanding? problem)
    {
        (term, problem) = (default, null);
        var look = cursor;
        var between = look.SkipAny("between");
        _ = look.Skip("from");
        if (!AgePoint.TryRead(ref look, out var first))
            return false;
        SkipPlural(ref look);
        if (!SkipRangeMark(ref look, between) || !AgePoint.TryRead(ref look, out var last))
            return false;
        SkipPlural(ref look);
        if (first.Stage is { IsSchoolYear: true } && last is { IsBare: true, Halves: > 0 and <= 26 })
            last = new(0, AgeUnit.None, AgeStage.SchoolYear(last.Halves / 2));
        var isPlain = first.Unit != AgeUnit.None || last.Unit != AgeUnit.None || first.Stage is { AsFrom: 0 };
        problem = AgeRangeUnits.Settle(ref first, ref last);
        cursor = look;
        if (problem is not null)
            return true;
        term = Between(first, last) with { IsPlain = isPlain };
        return term.To <= MaxYears * 12;
    }

    private static AgeTerm Between(AgePoint first, AgePoint last)
    {
        var isReversed = last.AsLast <= first.AsFrom && last.Stage is null;
        (first, last) = isReversed ? (last, first) : (first, last);
        var sameUnit = first.Stage is null && last.Stage is null && first.Unit == last.Unit;
        var text = sameUnit ? $"{first.Amount} to {last.Text}" : $"{first.Text} to {last.Text}";
        return new(first.AsFrom, last.AsLast, first.Stage is { IsPregnancy: true }, text, false, isReversed);
    }

    /// <summary>"2 year olds", "aged 3", "2s", "3 and 4 year olds".</summary>
    private static bool TryReadSingle(ref Cursor cursor, out AgeTerm term)
    {
        term = default;
        var look = cursor;
        var aged = look.Is("aged") || look.Is("age") || look.Is("ages");
        if (!AgePoint.TryRead(ref look, out var age) || age.Halves % 2 != 0)
            return false;
        if (age.Stage is { IsPregnancy: false, Name: not ("birth" or "walking" or "crawling" or "school age") } year)
        {
            term = new(year.AsFrom, year.AsTo, false, year.Name);
            cursor = look;
            return true;
        }

        if (age.Stage is not null)
            return false;
        var plural = SkipPlural(ref look);
        if (age.Unit == AgeUnit.None && TryReadList(age, plural || aged, ref look, out term))
        {
            cursor = look;
            return true;
        }

        if (age.Unit is not (AgeUnit.Years or AgeUnit.None) || (age.Unit == AgeUnit.None && !plural && !aged) || age.Halves / 2 >= MaxYears)
            return false;
        term = new(age.AsFrom, age.AsLast, false, $"{age.Amount} year olds");
        cursor = look;
        return true;
    }

    /// <summary>"3 and 4 year olds", "2s and 3s", "2, 3 &amp; 4 year olds": ages that follow one another, the last with its unit.</summary>
    private static bool TryReadList(AgePoint first, bool isAge, ref Cursor cursor, out AgeTerm term)
    {
        term = default;
        var look = cursor;
        var last = first;
        while (last.Unit == AgeUnit.None && SkipListMark(ref look))
        {
            if (!AgePoint.TryRead(ref look, out var next) || next.Stage is not null || next.Unit is not (AgeUnit.Years or AgeUnit.None) || next.Halves != last.Halves + 2)
                return false;
            isAge |= SkipPlural(ref look);
            last = next;
        }

        if (last == first || (last.Unit == AgeUnit.None && !isAge))
            return false;
        var isPair = last.Halves == first.Halves + 2;
        term = new(first.AsFrom, last.AsLast, false, isPair ? $"{first.Amount} and {last.Amount} year olds" : $"{first.Amount} to {last.Text}");
        cursor = look;
        return true;
    }

    private static bool SkipListMark(ref Cursor cursor)
    {
        var found = false;
        while (cursor.SkipAny(",", "and", "&", "or", "/"))
            found = true;
        return found;
    }

    /// <summary>A bare upper limit that is more likely months: "up to 12", "up to 18".</summary>
    private static bool IsMonthlike(AgePoint last) => last.IsBare && AgeRangeUnits.IsMonthlike(last.Halves / 2);

    private static bool SkipRangeMark(ref Cursor cursor, bool between)
    {
        if (cursor.SkipAll("up", "to"))
            return true;
        if (between && cursor.SkipAny("and", "&"))
            return true;
        if (!cursor.SkipAny("-", "to", "till", "until", "through"))
            return false;
        _ = cursor.SkipAny("-", "age", "aged");
        return true;
    }

    /// <summary>The "s" of "5s" and "5's".</summary>
    private static bool SkipPlural(ref Cursor cursor) => cursor.SkipAll("'", "s") || (cursor.Next.Glued && cursor.Skip("s"));

    /// <summary>Upper-cases the first letter.</summary>
    public static string Capitalised(string text) => text.Length == 0 ? text : string.Concat(char.ToUpper(text[0], CultureInfo.InvariantCulture).ToString(), text.AsSpan(1));
}
