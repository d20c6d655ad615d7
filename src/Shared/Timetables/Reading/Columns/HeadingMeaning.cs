using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.Columns;

/// <summary>What a heading can mean.</summary>
internal enum HeadingKind
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>One field.</summary>
    Field,

    /// <summary>"From", "Start": a time or a date, which only the column's values tell.</summary>
    StartTimeOrDate,

    /// <summary>"To", "Finish": a time or a date.</summary>
    EndTimeOrDate,

    /// <summary>"From – to", "Start and end": two times or two dates in one cell.</summary>
    StartToEnd,

    /// <summary>"When": day, dates and time in one cell.</summary>
    When,

    /// <summary>"Frequency": "weekly", "every other week"; belongs to the day.</summary>
    Frequency,

    /// <summary>"w/c": the Monday of a week.</summary>
    WeekCommencing,

    /// <summary>A weekday at the head of a grid's column.</summary>
    Weekday,

    /// <summary>"Morning": a grid's column whose day stands in the row.</summary>
    PartOfDay,

    /// <summary>Details of people, never read.</summary>
    Personal,
}

/// <summary>A heading's meaning.</summary>
/// <param name="Kind">What kind of heading it is.</param>
/// <param name="Field">The field, for <see cref="HeadingKind.Field"/>.</param>
/// <param name="Rank">Of two columns for one field the lower rank is read: "Venue" before "Address".</param>
internal readonly record struct HeadingMeaning(HeadingKind Kind, TimetableField Field = default, int Rank = 0)
{
    public static readonly HeadingMeaning Unknown = new(HeadingKind.Unknown);
}
