using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading.Rows;

/// <summary>One thing read from a partner's file. Every data row of the file becomes at least one of these: nothing is dropped silently.</summary>
public abstract record ReadItem(RowPlace Place);

/// <summary>A row in the partner's words, cells by meaning; empty cells are left out, texts are trimmed and NFC-normalised.</summary>
public sealed record TextRow(RowPlace Place, IReadOnlyDictionary<TimetableField, string> Cells) : ReadItem(Place)
{
    /// <summary>What stands above the row and holds for it.</summary>
    public RowContext Context { get; init; } = RowContext.None;

    /// <summary>Its cells in columns that were not understood.</summary>
    public IReadOnlyList<UnreadCell> Unread { get; init; } = [];

    /// <summary>What the headings of its filled columns say besides their subject: "term time only" of "Day (term time only)".</summary>
    public IReadOnlyList<string> HeadingLimits { get; init; } = [];
}

/// <summary>The headings above a row, nearest first.</summary>
/// <param name="Groups">Rows of the table that hold a single text: "Kingsway Family Hub".</param>
/// <param name="Captions">What stands above the table's own headings, its caption, its sheet's name.</param>
public sealed record RowContext(IReadOnlyList<string> Groups, IReadOnlyList<string> Captions)
{
    /// <summary>
    /// Why nobody can tell from what stands above where the row takes place, though something there said so: "The column \"Venue\" is hidden". Null
    /// when there is no such reason; then a row that names no place is at its partner's.
    /// </summary>
    public string? PlaceLost { get; init; }

    /// <summary>Which of the captions are ordinary lines of a page: what they mention is not what they head.</summary>
    public IReadOnlyList<string> Prose { get; init; } = [];

    /// <summary>The words of the heading that say when, whether or not the row takes its days from them; null for none.</summary>
    public string? Day { get; init; }

    /// <summary>The one of the captions that stands in the corner of a grid of days; null for none.</summary>
    public string? Corner { get; init; }

    /// <summary>Nothing stands above.</summary>
    public static readonly RowContext None = new([], []);
}

/// <summary>A cell in a column that was not understood.</summary>
/// <param name="Heading">The column's heading, or its letter.</param>
/// <param name="Text">What it says.</param>
public sealed record UnreadCell(string Heading, string Text);

/// <summary>A row with a single text: the heading of the rows below it, or a session of which everything else is missing.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Text">The text.</param>
/// <param name="Day">The words in it that say on which days the rows below take place; null when there are none.</param>
public sealed record GroupHeading(RowPlace Place, string Text, string? Day) : ReadItem(Place);

/// <summary>A line of a page below its last table: a footnote, or anything else.</summary>
/// <param name="Place">The file.</param>
/// <param name="Text">The line.</param>
public sealed record LineBelow(RowPlace Place, string Text) : ReadItem(Place);

/// <summary>Something worth a look in the file as a whole; no row of it.</summary>
/// <param name="Place">The file or its part: <see cref="RowPlace.Row"/> is 0.</param>
/// <param name="Warning">What was noticed.</param>
public sealed record Remark(RowPlace Place, Warning Warning) : ReadItem(Place)
{
    /// <summary>Makes one.</summary>
    /// <param name="part">The part of the file; null for the whole.</param>
    /// <param name="rule">A stable code.</param>
    /// <param name="sentence">What was noticed.</param>
    public static Remark About(string? part, string rule, string sentence)
    {
        var place = new RowPlace(0, part);
        return new(place, new(place, rule, sentence));
    }
}

/// <summary>
/// One weekly slot of an iCalendar event, already resolved by RFC 5545: exact, so only venue, ages, booking and cost are
/// still looked for in its texts. Times are Europe/London.
/// </summary>
/// <param name="Place">Where BEGIN:VEVENT stands.</param>
/// <param name="Title">SUMMARY.</param>
/// <param name="Description">DESCRIPTION as plain text.</param>
/// <param name="Location">LOCATION.</param>
/// <param name="Schedule">Plain weekly rules stay weekly, plain monthly ones without an end before the horizon monthly; everything else is a list of dates up to the end of the horizon's month.</param>
/// <param name="Start">Start time.</param>
/// <param name="End">End time or null.</param>
public sealed record CalendarRow(
    RowPlace Place, string Title, string? Description, string? Location,
    SessionSchedule Schedule, LocalTime Start, LocalTime? End) : ReadItem(Place)
{
    /// <summary>What its calendar says of it that had to be made sense of.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];
}

/// <summary>A row that could not even be read (a line that is too long, an event without DTSTART).</summary>
public sealed record UnreadableRow(RowPlace Place, Reject Reject) : ReadItem(Place);
