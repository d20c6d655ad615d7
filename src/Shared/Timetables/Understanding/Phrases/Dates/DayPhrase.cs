using HubAutomation.Shared.Timetables.Understanding.Phrases.Times;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;

/// <summary>Reads weekdays: "Mon", "Tues/Thurs", "Monday to Friday", "weekdays", "every day", "Monday mornings".</summary>
internal static class DayPhrase
{
    /// <summary>How to write days.</summary>
    public const string Advice = "Write it like Tuesday, or every other Tuesday from 8 September.";

    /// <summary>Reads as many weekdays as stand in a row.</summary>
    public static bool TryRead(ref Cursor cursor, out DaySet days)
    {
        days = default;
        var look = cursor;
        var isAdded = true;
        while (TryReadOne(ref look, out var more))
        {
            // "Daily Mon-Fri" tells which days; "daily" alone tells all of them.
            days = !isAdded && days == DaySet.EveryDay ? more : !isAdded && more == DaySet.EveryDay ? days : days.With(more);
            cursor = look;
            isAdded = false;
            while (look.SkipAny(",", "/", ";", "."))
            {
                // Any number of them: ", and".
            }

            while (look.SkipAny("&", "and", "+", ","))
                isAdded = true;

            _ = look.SkipAny("on", "every", "each");
        }

        return !days.IsEmpty;
    }

    /// <summary>"mornings", "afternoon", "eve" after a weekday.</summary>
    public static bool TryReadPart(ref Cursor cursor, out PartOfDay part)
    {
        part = cursor.Next.Text switch
        {
            "morning" or "mornings" or "am" => PartOfDay.Morning,
            "afternoon" or "afternoons" or "pm" => PartOfDay.Afternoon,
            "evening" or "evenings" or "eve" or "eves" => PartOfDay.Evening,
            _ => PartOfDay.NotSaid,
        };
        cursor.At += part == PartOfDay.NotSaid ? 0 : 1;
        return part != PartOfDay.NotSaid;
    }

    private static bool TryReadOne(ref Cursor cursor, out DaySet days)
    {
        if (TryReadGroup(ref cursor, out days))
            return true;
        if (!TryReadWeekday(ref cursor, out var first))
            return false;
        days = DaySet.Of(first);
        var look = cursor;
        var isDash = look.Is("-");
        if (look.SkipAny("-", "to", "till", "til", "until", "through", "thru") && TryReadWeekday(ref look, out var last))
        {
            // "Mon-Wed-Fri" lists days; "Mon to Wed - Fri" may be anything.
            var third = look;
            var goesOn = third.SkipAny("-", "to") && TryReadWeekday(ref third, out _);
            if (goesOn && !isDash)
                return false;
            days = goesOn ? days.With(DaySet.Of(last)) : DaySet.Range(first, last);
            cursor = look;
            while (goesOn && look.Skip("-") && TryReadWeekday(ref look, out var next))
            {
                days = days.With(DaySet.Of(next));
                cursor = look;
            }
        }

        _ = cursor.SkipAll("inclusive") || cursor.SkipAll("incl");
        return true;
    }

    private static bool TryReadWeekday(ref Cursor cursor, out IsoDayOfWeek day)
    {
        if (!KnownWords.Weekdays.TryGetValue(cursor.Next.Text, out day) && !KnownWords.PluralWeekdays.TryGetValue(cursor.Next.Text, out day))
            return false;
        cursor.At++;
        return true;
    }

    private static bool TryReadGroup(ref Cursor cursor, out DaySet days)
    {
        days = cursor.SkipAny("weekdays", "weekday") || cursor.SkipAll("week", "days") ? DaySet.Weekdays
            : cursor.SkipAny("weekends", "weekend") ? DaySet.Weekend
            : cursor.SkipAny("daily", "everyday") || cursor.SkipAll("every", "day") || cursor.SkipAll("each", "day")
                || cursor.SkipAll("7", "days", "a", "week") || cursor.SkipAll("seven", "days", "a", "week") ? DaySet.EveryDay
            : default;
        return !days.IsEmpty;
    }
}
