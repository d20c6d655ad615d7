using System.Collections.Frozen;
using System.Text;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>The headings that partners use, and what they mean.</summary>
internal sealed class HeadingWords
{
    // For each field its headings, the most telling first: of two columns for one field the earlier named is read.
    private static readonly FrozenDictionary<string, HeadingMeaning> Common = Build(
        (TimetableField.Title, ["activity", "activity name", "activity title", "session name", "session title", "title", "event name", "event title", "event", "whats on", "session", "group", "group name", "class", "class name", "course", "course name", "name of activity", "name of session", "name of group", "name", "what", "subject", "summary", "service", "programme", "workshop", "club", "sessions", "activities"]),
        (TimetableField.Description, ["description", "details", "about", "what is it", "information", "info", "more information", "further information", "activity description", "session description", "further details", "additional information", "notes", "comments", "summary of activity"]),
        (TimetableField.Day, ["day", "days", "weekday", "weekdays", "day of week", "day of the week", "which day", "session day"]),
        (TimetableField.Dates, ["dates", "date", "session date", "session dates", "date s", "event date", "event dates", "which dates", "course dates"]),
        (TimetableField.DateFrom, ["start date", "from date", "first date", "date from", "starting", "begins on", "starts on", "first session", "date start", "valid from", "runs from", "starting date", "commences"]),
        (TimetableField.DateTo, ["end date", "to date", "last date", "date to", "ends on", "last session", "finish date", "date end", "valid to", "runs to", "runs until", "until date", "ending"]),
        (TimetableField.Time, ["time", "times", "session time", "session times", "timing", "timings", "what time", "time s", "time of session", "time slot", "hours"]),
        (TimetableField.Start, ["start time", "time from", "from time", "time start", "begin time", "opening time", "starts at", "starting time", "time starts"]),
        (TimetableField.End, ["end time", "finish time", "time to", "to time", "time end", "time finish", "ends at", "finishing time", "closing time", "time ends"]),
        (TimetableField.Venue, ["venue", "venue name", "where", "where is it", "location", "location name", "family hub", "hub", "site", "hub name", "site name", "centre", "childrens centre", "place", "delivery site", "building", "venue location", "base", "setting", "library", "venue address", "address"]),
        (TimetableField.Room, ["room", "room name", "room hall", "hall", "space", "which room"]),
        (TimetableField.Postcode, ["postcode", "post code", "venue postcode", "postal code", "location postcode"]),
        (TimetableField.Ages, ["age range", "ages", "age", "age group", "age groups", "ages from to", "who for", "who is it for", "whos it for", "suitable for", "for whom", "target age", "childs age", "age of child", "audience", "target group", "aimed at", "eligibility", "for", "who", "who can come"]),
        (TimetableField.AgeFrom, ["min age", "minimum age", "age from", "ages from", "from age", "youngest", "youngest age", "lower age", "age min"]),
        (TimetableField.AgeTo, ["max age", "maximum age", "age to", "ages to", "to age", "oldest", "oldest age", "upper age", "age max"]),
        (TimetableField.Booking, ["booking", "booking required", "booking needed", "how to book", "booking details", "booking information", "booking info", "book", "booking essential", "bookable", "do i need to book", "need to book", "booking or drop in", "drop in or booking", "drop in or book", "drop in", "booking link", "booking url", "book online", "book here", "access", "how to access", "referral"]),
        (TimetableField.Cost, ["cost", "price", "fee", "charge", "how much", "how much is it", "how much does it cost", "cost per child", "cost per family", "cost per session", "price per child", "charges", "fees", "costs", "prices", "donation"]),
        (TimetableField.TermTime, ["term time only", "term time", "term only", "tto", "term time or all year", "term", "runs in term time"]),
        (TimetableField.Except, ["except", "exceptions", "excluding", "not on", "no session on", "dates not running", "closed dates", "closed on", "except dates", "no sessions on", "excluded dates", "not running"]),
        (TimetableField.Cell, ["cell", "timetable entry"]));

    private static readonly FrozenDictionary<string, HeadingKind> Special = new (HeadingKind Kind, string[] Headings)[]
    {
        (HeadingKind.StartTimeOrDate, ["from", "start", "starts", "begin", "begins"]),
        (HeadingKind.EndTimeOrDate, ["to", "end", "ends", "finish", "finishes", "until", "till"]),
        (HeadingKind.When, ["when", "when is it", "day and time", "day time", "days and times", "days times", "day and times", "date and time", "date time", "dates and times", "day date and time", "day date time"]),
        (HeadingKind.Frequency, ["frequency", "how often", "recurrence", "repeats", "pattern"]),
        (HeadingKind.WeekCommencing, ["w c", "wc", "week commencing", "w b", "week beginning", "week starting"]),
        (HeadingKind.PartOfDay, ["morning", "afternoon", "evening", "am", "pm", "mornings", "afternoons", "evenings"]),
    }.SelectMany(k => k.Headings.Select(h => KeyValuePair.Create(h, k.Kind))).ToFrozenDictionary(StringComparer.Ordinal);

    // Words that mark a column of people's details wherever they stand in a heading.
    private static readonly FrozenSet<string> PersonalWords = new[]
    {
        "contact", "contacts", "leader", "leaders", "staff", "phone", "telephone", "tel", "mobile", "email", "e", "mail", "practitioner",
        "facilitator", "facilitators", "tutor", "worker", "lead", "led", "organiser", "coordinator", "ordinator", "volunteer", "volunteers",
        "manager", "supervisor", "teacher", "instructor", "host", "attendee", "attendees", "participant", "participants", "surname", "forename", "dob",
    }.ToFrozenSet(StringComparer.Ordinal);

    // "Course description", "Session venue": the last word tells, whatever stands before it.
    private static readonly FrozenSet<string> TellingLastWords =
        new[] { "description", "venue", "postcode", "room", "cost", "price", "ages", "day", "dates" }.ToFrozenSet(StringComparer.Ordinal);

    // What a heading asks before it names its subject: "How do I book?", "What is the cost?". The longest that fits is left out.
    private static readonly string[] Questions =
    [
        "how do i ", "how do you ", "how do we ", "how can i ", "how can you ", "how can we ", "do you need to ", "do we need to ", "do i have to ",
        "what is the ", "what are the ", "what is ", "whats the ", "which is the ", "is there a ", "is it ", "is the ", "is ", "are ",
    ];

    private readonly FrozenDictionary<string, HeadingMeaning> _words;

    /// <summary>The common headings and over them the partner's own.</summary>
    public HeadingWords(Partner partner)
    {
        var words = Common.ToDictionary(StringComparer.Ordinal);
        foreach (var (heading, field) in partner.Columns)
        {
            if (Enum.TryParse<TimetableField>(field, ignoreCase: true, out var known) && Enum.IsDefined(known))
                words[Normalise(heading)] = new(HeadingKind.Field, known, Rank: -1);
        }

        _words = words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>What a heading means.</summary>
    public HeadingMeaning MeaningOf(string heading)
    {
        if (heading.Length is 0 or > 80)
            return HeadingMeaning.Unknown;
        return Find(Normalise(heading)) ?? Find(Normalise(WithoutBrackets(heading))) ?? Find(WithoutQuestion(Normalise(WithoutBrackets(heading)))) ?? ByItsWords(heading);
    }

    /// <summary>Lower-case words of letters and digits, one space apart; apostrophes are dropped and "&amp;" is "and".</summary>
    public static string Normalise(string heading)
    {
        var words = new StringBuilder(heading.Length);
        foreach (var c in heading)
        {
            if (char.IsLetterOrDigit(c))
                words.Append(char.ToLowerInvariant(c));
            else if (c is '&' or '+')
                words.Append(" and ");
            else if (c is not ('\'' or '’' or '‘'))
                words.Append(' ');
        }

        return string.Join(' ', words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private HeadingMeaning? Find(string normalised)
    {
        if (_words.TryGetValue(normalised, out var meaning))
            return meaning;
        return Special.TryGetValue(normalised, out var kind) ? new(kind) : null;
    }

    private HeadingMeaning ByItsWords(string heading)
    {
        if (Shapes.IsWeekday(heading) || Shapes.IsWeekdayWithDate(heading))
            return new(HeadingKind.Weekday);
        var words = Normalise(heading).Split(' ');
        if (words.Length > 6)
            return HeadingMeaning.Unknown;
        if (words.Any(PersonalWords.Contains))
            return new(HeadingKind.Personal);
        return TellingLastWords.Contains(words[^1]) ? _words[words[^1]] with { Rank = 60 } : HeadingMeaning.Unknown;
    }

    private static string WithoutBrackets(string heading)
    {
        var open = heading.IndexOfAny(['(', '[']);
        return open > 0 ? heading[..open] : heading;
    }

    private static string WithoutQuestion(string normalised) =>
        Questions.Where(q => normalised.StartsWith(q, StringComparison.Ordinal)).MaxBy(q => q.Length) is { } question ? normalised[question.Length..] : normalised;

    private static FrozenDictionary<string, HeadingMeaning> Build(params (TimetableField Field, string[] Headings)[] fields)
    {
        var words = new Dictionary<string, HeadingMeaning>(StringComparer.Ordinal);
        foreach (var (field, headings) in fields)
        {
            for (var rank = 0; rank < headings.Length; rank++)
                words.Add(headings[rank], new(HeadingKind.Field, field, rank));
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
