using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Times;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.When;

/// <summary>A break in the school year.</summary>
[Flags]
internal enum SchoolBreaks
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The break in the middle of a term.</summary>
    HalfTerm = 1,

    /// <summary>The break over 25 December.</summary>
    Christmas = 2,

    /// <summary>The break over Easter.</summary>
    Easter = 4,

    /// <summary>The break in July and August.</summary>
    Summer = 8,
}

/// <summary>What a partner's words say about when, from one cell or several, before years are found and contradictions looked for.</summary>
internal sealed class WhenFacts
{
    /// <summary>Weekdays.</summary>
    public DaySet Days { get; set; }

    /// <summary>The weekdays as they are said, apart from each other: "Mondays and Tuesdays until 14 Dec, Fridays" are two groups.</summary>
    public List<DaySet> DayGroups { get; } = [];

    /// <summary>True when the words mean every such day, as "Mondays" and "every Monday" do; "Monday" may be one.</summary>
    public bool SaysEveryDay { get; set; }

    /// <summary>Weekdays that are excepted.</summary>
    public DaySet DaysOff { get; set; }

    /// <summary>Every so many weeks; 0 when not said.</summary>
    public int EveryWeeks { get; set; }

    /// <summary>For so many weeks; 0 when not said.</summary>
    public int ForWeeks { get; set; }

    /// <summary>True when "monthly" is written.</summary>
    public bool IsMonthly { get; set; }

    /// <summary>Which of the month's weekdays; -1 is the last.</summary>
    public List<int> WeeksOfMonth { get; } = [];

    /// <summary>The weekdays to which <see cref="WeeksOfMonth"/> belong.</summary>
    public DaySet DaysOfMonth { get; set; }

    /// <summary>The months of "first Tuesday in October".</summary>
    public List<int> Months { get; } = [];

    /// <summary>First date.</summary>
    public WrittenDate? From { get; set; }

    /// <summary>Last date.</summary>
    public WrittenDate? Until { get; set; }

    /// <summary>Dates and periods.</summary>
    public List<WrittenSpan> Dates { get; } = [];

    /// <summary>Dates and periods on which it is off.</summary>
    public List<WrittenSpan> Off { get; } = [];

    /// <summary>The first date on which, and after which, it is off for good.</summary>
    public WrittenDate? OffFrom { get; set; }

    /// <summary>School breaks in which it is off.</summary>
    public SchoolBreaks Breaks { get; set; }

    /// <summary>Whether it is on in term time only; null when not said.</summary>
    public bool? TermTimeOnly { get; set; }

    /// <summary>Times of day.</summary>
    public WrittenTimes? Times { get; set; }

    /// <summary>A part of the day.</summary>
    public PartOfDay Part { get; set; }

    /// <summary>True when weekdays or a rhythm are said.</summary>
    public bool HasPattern => !Days.IsEmpty || !DaysOff.IsEmpty || WeeksOfMonth.Count > 0 || EveryWeeks > 0 || ForWeeks > 0 || IsMonthly || TermTimeOnly is not null || IsOff;

    /// <summary>True when more than weekdays and times are said.</summary>
    public bool HasDates => Dates.Count > 0 || From is not null || Until is not null || TermTimeOnly is not null || WeeksOfMonth.Count > 0 || EveryWeeks > 0 || IsOff;

    /// <summary>True when it takes place on fewer days than its weekdays alone say.</summary>
    public bool Limits => TermTimeOnly is not null || EveryWeeks > 1 || IsMonthly || WeeksOfMonth.Count > 0 || From is not null || Until is not null || ForWeeks > 0
        || IsOff || !DaysOff.IsEmpty;

    /// <summary>True when dates or breaks are taken away.</summary>
    public bool IsOff => Off.Count > 0 || OffFrom is not null || Breaks != SchoolBreaks.None;

    /// <summary>True when nothing but term time is spoken of.</summary>
    public bool HasOnlyTermTime => TermTimeOnly is not null && From is null && Until is null && Dates.Count == 0 && !IsOff && WeeksOfMonth.Count == 0 && EveryWeeks < 2 && ForWeeks == 0 && Days.IsEmpty && DaysOff.IsEmpty && !IsMonthly;

    /// <summary>Adds what another cell says; a problem when the two contradict each other.</summary>
    public Misunderstanding? Add(WhenFacts other, string text)
    {
        if (!Days.IsEmpty && !other.Days.IsEmpty && Days != other.Days)
            return Differs("days", text);
        if (TermTimeOnly is { } mine && other.TermTimeOnly is { } theirs && mine != theirs)
            return Differs("term time", text);
        if (AreOthers(From, other.From) || AreOthers(Until, other.Until) || AreOthers(OffFrom, other.OffFrom))
            return Differs("dates", text);
        Days = Days.With(other.Days);
        SaysEveryDay |= other.SaysEveryDay;
        DaysOff = DaysOff.With(other.DaysOff);
        EveryWeeks = Math.Max(EveryWeeks, other.EveryWeeks);
        ForWeeks = Math.Max(ForWeeks, other.ForWeeks);
        IsMonthly |= other.IsMonthly;
        DaysOfMonth = DaysOfMonth.With(other.DaysOfMonth);
        WeeksOfMonth.AddRange(other.WeeksOfMonth.Except(WeeksOfMonth));
        Months.AddRange(other.Months.Except(Months));
        From ??= other.From;
        Until ??= other.Until;
        Dates.AddRange(other.Dates);
        Off.AddRange(other.Off);
        OffFrom ??= other.OffFrom;
        Breaks |= other.Breaks;
        TermTimeOnly ??= other.TermTimeOnly;
        Times ??= other.Times;
        Part = Part == PartOfDay.NotSaid ? other.Part : Part;
        return null;
    }

    /// <summary>Adds weekdays that stand together.</summary>
    public void Say(DaySet days)
    {
        DayGroups.Add(days);
        Days = Days.With(days);
    }

    /// <summary>True for two different dates; one that two cells tell may lack its year in one of them.</summary>
    public static bool AreOthers(WrittenDate? mine, WrittenDate? theirs) => mine is { } a && theirs is { } b
        && (a.Day != b.Day || a.Month != b.Month || (a.Year != b.Year && a.Year != 0 && b.Year != 0));

    private static Misunderstanding Differs(string what, string text) => new(
        $"{what.Replace(' ', '-')}-differ", $"\"{Misunderstanding.Quoted(text)}\" says other {what} than the rest of the row. Correct one of them.");
}
