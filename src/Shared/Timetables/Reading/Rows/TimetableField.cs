namespace HubAutomation.Shared.Timetables.Reading.Rows;

/// <summary>What a column of a timetable says.</summary>
public enum TimetableField
{
    /// <summary>Name of the activity.</summary>
    Title,

    /// <summary>Free text about it.</summary>
    Description,

    /// <summary>Weekday or recurrence in words.</summary>
    Day,

    /// <summary>One or more dates, or a recurrence with dates, in words.</summary>
    Dates,

    /// <summary>First date.</summary>
    DateFrom,

    /// <summary>Last date.</summary>
    DateTo,

    /// <summary>Start and end in one cell.</summary>
    Time,

    /// <summary>Start time.</summary>
    Start,

    /// <summary>End time.</summary>
    End,

    /// <summary>Hub or site.</summary>
    Venue,

    /// <summary>Room within it.</summary>
    Room,

    /// <summary>Postcode of the venue.</summary>
    Postcode,

    /// <summary>Ages in words.</summary>
    Ages,

    /// <summary>Youngest age.</summary>
    AgeFrom,

    /// <summary>Oldest age.</summary>
    AgeTo,

    /// <summary>Booking in words.</summary>
    Booking,

    /// <summary>Price in words.</summary>
    Cost,

    /// <summary>Yes/no or words about term time.</summary>
    TermTime,

    /// <summary>Dates on which it is off.</summary>
    Except,

    /// <summary>A grid cell: time, title and perhaps ages in one text.</summary>
    Cell,

    /// <summary>Whether it takes place and is meant for families: "Confirmed", "Cancelled", "Draft", "Private".</summary>
    Status,
}
