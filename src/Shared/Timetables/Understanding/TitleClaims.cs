using System.Buffers;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Times;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>Holds what a title says of day, time and place against what its row says: "Yoga Tuesday" on a Monday is a question.</summary>
internal static class TitleClaims
{
    private const int LongestLead = 60;

    private static readonly SearchValues<string> Weekdays = SearchValues.Create(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> Marks = SearchValues.Create("@-–—([:,~");
    private static readonly string[] PlaceMarks = [" at ", " @ ", "@", " - ", " – ", " — ", " ~ ", "(", ")", "[", "]", ":", ","];

    /// <summary>What the title says otherwise than the row; null when they agree.</summary>
    /// <param name="title">The title.</param>
    /// <param name="schedule">The row's days.</param>
    /// <param name="times">The row's times.</param>
    /// <param name="place">The row's place.</param>
    /// <param name="placeOf">The place that words name exactly; null for none.</param>
    public static Misunderstanding? Differ(string title, SessionSchedule schedule, SlotTimes times, Place place, Func<string, Place?> placeOf)
    {
        if (title.Length > TitleText.MaxLength)
            return null;
        var (says, row) = Weekday(title, schedule) is { } day ? (day, PlainEnglish.Say(schedule))
            : Time(title, times) is { } time ? (time, PlainEnglish.Say(times.Start, times.End))
            : OtherPlace(title, place, placeOf) is { } other ? (other.Name, place.Name)
            : (null, "");
        return says is null ? null : new("title-differs", $"The name \"{Misunderstanding.Quoted(title)}\" says {says}, but the row says {row}. Correct one of them.");
    }

    // "Pancake Tuesday" and "Good Friday" may be any session's theme.
    private static string? Weekday(string title, SessionSchedule schedule)
    {
        if (!title.AsSpan().ContainsAny(Weekdays))
            return null;
        var said = default(DaySet);
        var tokens = Phrase.Of(title).Tokens;
        for (var at = 0; at < tokens.Length; at++)
        {
            if (at > 0 && tokens[at - 1].Text is "pancake" or "shrove" or "good" or "easter" or "black" or "cyber" or "giving" or "ash" or "maundy" or "palm" or "bank" or "holiday" or "whit" or "mothering" or "super")
                continue;
            if (tokens[at].Text.Length > 3 && (KnownWords.Weekdays.TryGetValue(tokens[at].Text, out var day) || KnownWords.PluralWeekdays.TryGetValue(tokens[at].Text, out day)))
                said = said.With(DaySet.Of(day));
        }

        var runs = DaySet.Of(schedule.Kind == ScheduleKind.Dates ? schedule.Dates.Select(d => d.DayOfWeek) : schedule.Days);
        return said.IsEmpty || said.Without(runs) != said ? null : PlainEnglish.List(said.ToArray().Select(d => d.ToString()));
    }

    // One time may be that of the doors or of a part; two are from when to when.
    private static string? Time(string title, SlotTimes row)
    {
        if (!title.AsSpan().ContainsAnyInRange('0', '9') || Shapes.TimeWithin(title) is not { } stretch || title[stretch] is not { } words || !IsSurelyTime(words))
            return null;
        if (!TimePhrase.Understand(words).Is(out var said, out _))
            return null;
        var end = row.End ?? row.Start;
        var differs = said.End is { } until ? said.Start != row.Start || (row.End is { } rowEnd && until != rowEnd) : said.Start.PlusMinutes(LongestLead) < row.Start || (said.Start > end && end > row.Start);
        return differs ? words.Trim() : null;
    }

    // "0-5" are ages, "24/7" is no time.
    private static bool IsSurelyTime(string words) => words.Contains(':', StringComparison.Ordinal) || words.Contains("am", StringComparison.OrdinalIgnoreCase) || words.Contains("pm", StringComparison.OrdinalIgnoreCase);

    // A name behind the title's own: "Yoga @ Ditton Library", "Yoga (Ditton)".
    private static Place? OtherPlace(string title, Place place, Func<string, Place?> placeOf)
    {
        if (!title.AsSpan().ContainsAny(Marks) && !title.Contains(" at ", StringComparison.OrdinalIgnoreCase))
            return null;
        var named = title.Replace(" At ", " at ", StringComparison.Ordinal).Split(PlaceMarks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Skip(title.Contains(": ", StringComparison.Ordinal) ? 0 : 1)
            .Select(part => placeOf(part.StartsWith("at ", StringComparison.OrdinalIgnoreCase) ? part[3..] : part)).OfType<Place>().ToArray();
        return named is [var other, ..] && !named.Contains(place) ? other : null;
    }
}
