using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>An event with its values read: RFC 5545 §3.6.1.</summary>
internal sealed record CalendarEvent
{
    public required RowPlace Place { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public string? Location { get; init; }

    public required CalendarTime Start { get; init; }

    /// <summary>Null when the event says neither DTEND nor DURATION, or ends when it starts.</summary>
    public Duration? Length { get; init; }

    public IReadOnlyList<RecurrenceRule> Rules { get; init; } = [];

    public IReadOnlyList<RecurrenceRule> ExceptRules { get; init; } = [];

    /// <summary>RDATE: further times, a PERIOD with a length of its own.</summary>
    public IReadOnlyList<(CalendarTime Start, Duration? Length)> Further { get; init; } = [];

    public IReadOnlyList<CalendarTime> Except { get; init; } = [];

    /// <summary>Which occurrence this event changes, and whether all after it too.</summary>
    public CalendarTime? Changes { get; init; }

    public bool ChangesAllAfter { get; init; }

    /// <summary>True when every occurrence that the rules give begins at the same time of day: then a day is enough to name one.</summary>
    public bool IsOnceADay => Rules.All(r => r is { Frequency: >= Frequency.Daily, ByHour: [], ByMinute: [], BySecond: [] });
}
