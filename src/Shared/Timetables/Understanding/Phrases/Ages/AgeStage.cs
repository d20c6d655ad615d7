namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Ages;

/// <summary>A stage of childhood that partners write instead of an age, with the ages that the hub takes it to mean.</summary>
/// <param name="Name">As shown to families.</param>
/// <param name="AsFrom">Youngest age in months when a range starts here.</param>
/// <param name="AsTo">First month that is too old when a range ends here.</param>
/// <param name="IsPregnancy">True for the time before birth.</param>
internal sealed record AgeStage(string Name, int AsFrom, int AsTo, bool IsPregnancy = false)
{
    private static readonly AgeStage Birth = new("birth", 0, 1);
    private static readonly AgeStage Pregnancy = new("pregnancy", 0, 0, true);
    private static readonly AgeStage Crawling = new("crawling", 6, 10);
    private static readonly AgeStage Walking = new("walking", 12, 16);
    private static readonly AgeStage School = new("school age", 48, 60);
    private static readonly AgeStage Nursery = new("nursery age", 36, 60);

    /// <summary>Reads a stage.</summary>
    public static bool TryRead(ref Cursor cursor, out AgeStage? stage)
    {
        stage = cursor.SkipAny("birth", "newborn", "newborns") || cursor.SkipAll("new", "born") ? Birth
            : cursor.SkipAll("pre", "birth") || cursor.SkipAny("prebirth", "bump", "bumps", "pregnancy", "conception", "antenatal", "pregnant") ? Pregnancy
            : cursor.SkipAny("walking", "toddling") ? Walking
            : cursor.SkipAny("crawling") ? Crawling
            : cursor.SkipAll("school", "age") || cursor.SkipAll("starting", "school") || cursor.Skip("school") ? School
            : cursor.SkipAll("nursery", "age") || cursor.Skip("nursery") ? Nursery
            : TryReadSchoolYear(ref cursor);
        return stage is not null;
    }

    /// <summary>"Reception", "Year 6", "Y6": children of year n are n + 4 in September and n + 5 by the next.</summary>
    private static AgeStage? TryReadSchoolYear(ref Cursor cursor)
    {
        if (cursor.SkipAny("reception"))
            return new("Reception", 48, 72);
        var look = cursor;
        if (!look.SkipAny("year", "years", "yr", "y") || !look.IsNumber(2) || look.Next.Value is < 1 or > 13)
            return null;
        var year = look.Next.Value;
        look.At++;
        cursor = look;
        return SchoolYear(year);
    }

    /// <summary>True for a school year, after which a bare number is another one: "Years 7 to 11".</summary>
    public bool IsSchoolYear => Name.StartsWith("Year ", StringComparison.Ordinal);

    /// <summary>The children of one school year.</summary>
    public static AgeStage SchoolYear(int year) => new($"Year {year}", (year + 4) * 12, (year + 6) * 12);
}
