using NodaTime;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>
/// One activity as families see it: what, when, where and for whom. OpenActive calls this a SessionSeries, Open Referral
/// a service at location. Times are Europe/London wall-clock times. Holds nothing about people.
/// </summary>
public sealed record Session
{
    /// <summary>26 lower-case base-32 characters, from <see cref="SessionKey"/>; stable across uploads and part of the iCalendar UID.</summary>
    public required string Id { get; init; }

    /// <summary>What families call it, e.g. "Baby massage".</summary>
    public required string Title { get; init; }

    /// <summary>One paragraph of plain text, or null. Contact details have been taken out of it.</summary>
    public string? Description { get; init; }

    /// <summary>The days on which it takes place.</summary>
    public required SessionSchedule Schedule { get; init; }

    /// <summary>Wall-clock start, Europe/London.</summary>
    public required LocalTime Start { get; init; }

    /// <summary>Wall-clock end, Europe/London; null when the partner gave none. An end at or before the start is on the next day.</summary>
    public LocalTime? End { get; init; }

    /// <summary>The hub or network site, by its id in the authority's configuration.</summary>
    public required string PlaceId { get; init; }

    /// <summary>Room within the place, or null.</summary>
    public string? Room { get; init; }

    /// <summary>For whom; null when the partner said nothing.</summary>
    public AgeRange? Ages { get; init; }

    /// <summary>Whether and how to book.</summary>
    public Booking Booking { get; init; } = Booking.NotStated;

    /// <summary>What a family pays; null when the partner said nothing.</summary>
    public Cost? Cost { get; init; }
}

/// <summary>Ages in months, because "0–6 months" does not fit years. Upper bounds are exclusive: "under 5s" is 0 to 60.</summary>
/// <param name="FromMonths">Youngest age in completed months; 0 is birth.</param>
/// <param name="ToMonths">First age that is too old, in months; null when open ("0+"). "0–6 months" is 0 to 7: a child of six months is welcome.</param>
/// <param name="Pregnancy">True when expectant parents are meant too ("bump to 2").</param>
/// <param name="Text">The words shown to families, tidied: "0 to 6 months".</param>
public sealed record AgeRange(int FromMonths, int? ToMonths, bool Pregnancy, string Text);

/// <summary>Whether a place must be booked.</summary>
public enum BookingKind
{
    /// <summary>The partner said nothing.</summary>
    NotStated,

    /// <summary>Just turn up.</summary>
    DropIn,

    /// <summary>Booking is asked for but not demanded.</summary>
    Recommended,

    /// <summary>No place without booking.</summary>
    Required,

    /// <summary>Only through a professional ("by referral").</summary>
    Referral,
}

/// <summary>Booking as families need it. A telephone number or address of a person is never kept here.</summary>
/// <param name="Kind">Whether to book.</param>
/// <param name="Url">An https address to book at, or null.</param>
public sealed record Booking(BookingKind Kind, string? Url = null)
{
    /// <summary>The partner said nothing about booking.</summary>
    public static readonly Booking NotStated = new(BookingKind.NotStated);
}

/// <summary>What a family pays, in whole pence.</summary>
/// <param name="MinPence">Lowest price; 0 is free.</param>
/// <param name="MaxPence">Highest price; equal to <paramref name="MinPence"/> for one price.</param>
/// <param name="Text">The words shown to families: "Free", "£2", "£1.50 per family", "Suggested donation £1".</param>
public sealed record Cost(int MinPence, int MaxPence, string Text);
