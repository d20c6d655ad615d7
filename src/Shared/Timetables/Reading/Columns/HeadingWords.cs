using System.Collections.Frozen;
using System.Text;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.Columns;

/// <summary>The headings that partners use, and what they mean.</summary>
internal sealed class HeadingWords
{
    /// <summary>Headings of a column that says whether a session goes on in the school holidays: its yes is the no of "Term time only".</summary>
    public static readonly string[] HolidayHeadings =
        ["runs in school holidays", "runs in the school holidays", "runs in holidays", "runs during school holidays", "open in school holidays", "open in holidays", "on in school holidays", "school holidays too"];

    // For each field its headings, the most telling first: of two columns for one field the earlier named is read.
    private static readonly FrozenDictionary<string, HeadingMeaning> Common = Build(
        (TimetableField.Title, ["activity", "activity name", "activity title", "session name", "session title", "title", "event name", "event title", "event", "whats on", "session", "group", "group name", "class", "class name", "course", "course name", "name of activity", "name of session", "name of group", "name of event", "name of class", "name of course", "name of club", "name of service", "name of programme", "name of workshop", "name", "what", "what is it called", "subject", "summary", "service", "service name", "programme", "programme name", "workshop", "workshop name", "club", "club name", "sessions", "activities", "events", "groups", "classes", "group title", "class title", "course title", "workshop title", "programme title", "whats happening", "what is happening", "offer", "provision", "names of groups", "names of sessions", "names of activities", "clinic", "clinic type", "type of clinic", "clinic name"]),
        (TimetableField.Description, ["description", "details", "about", "what is it", "information", "info", "more information", "further information", "activity description", "session description", "further details", "additional information", "notes", "comments", "summary of activity", "remarks", "note", "comment", "additional info", "extra info", "extra details", "extra notes", "further info", "useful information", "important information", "good to know", "please note", "additional notes", "additional details", "other information", "extra information", "more info", "overview", "synopsis", "blurb", "what to expect", "what happens", "whats involved", "other info", "any other information", "any other info", "description of activity", "description of session"]),
        (TimetableField.Day, ["day", "days", "weekday", "weekdays", "day of week", "day of the week", "days of week", "days of the week", "which day", "which days", "session day", "day s", "running day", "running days", "day held", "runs on", "held on", "takes place on", "meets on", "what day is it on", "which day is it on", "day of delivery", "day and date", "day and dates", "day date"]),
        (TimetableField.Dates, ["dates", "date", "session date", "session dates", "date s", "event date", "event dates", "which dates", "which date", "course dates", "date of session", "dates of sessions", "date of event", "date of activity", "date held", "running dates", "dates running", "date range", "run dates", "date of delivery", "dates of delivery", "dates from to", "date from to", "start and end date", "start and end dates", "start end date", "start end dates"]),
        (TimetableField.DateFrom, ["start date", "from date", "first date", "date from", "starting", "begins on", "starts on", "first session", "date start", "valid from", "runs from", "starting date", "commences", "start day and time", "start date time", "start date and time", "start datetime", "dtstart", "date of first session", "first session date", "begin date", "begins date", "beginning date", "date starts", "date begins", "commencing", "commencement date", "starting from", "start date of course", "date course starts"]),
        (TimetableField.DateTo, ["end date", "to date", "last date", "date to", "ends on", "last session", "finish date", "date end", "valid to", "runs to", "runs until", "until date", "ending", "end date time", "end date and time", "end datetime", "dtend", "date of last session", "last session date", "ending date", "finishing date", "final date", "final session", "date ends", "date finish", "finishes on", "end date of course", "date course ends", "valid until", "repeat until", "repeats until", "recurs until", "repeat ends", "repeats end"]),
        (TimetableField.Time, ["time", "times", "session time", "session times", "timing", "timings", "what time", "time s", "time of session", "time slot", "hours", "time of day", "time of event", "time of activity", "slot", "start and end time", "start and end times", "start end time", "start end times", "start and finish time", "start and finish times", "start finish time", "start finish times", "time from to", "times from to", "opening times", "opening hours"]),
        (TimetableField.Start, ["start time", "time from", "from time", "time start", "begin time", "opening time", "starts at", "starting time", "time starts", "start at", "begins at", "time begins", "beginning time", "start hour", "what time does it start", "what time does it begin"]),
        (TimetableField.End, ["end time", "finish time", "time to", "to time", "time end", "time finish", "ends at", "finishing time", "closing time", "time ends", "end at", "finishes at", "time until", "ending time", "time finishes", "end hour", "what time does it finish", "what time does it end"]),
        (TimetableField.Venue, ["venue", "venue name", "where", "where is it", "location", "location name", "family hub", "hub", "site", "hub name", "site name", "centre", "centre name", "childrens centre", "place", "place name", "delivery site", "building", "venue location", "held at", "run at", "runs at", "takes place at", "taking place at", "delivered at", "delivered from", "run from", "based at", "host venue", "host site", "meeting place", "meeting point", "where held", "place held", "which hub", "which family hub", "which site", "which venue", "where is it held", "where is it on", "where does it take place", "where its held", "name of venue", "community venue", "hub site", "hub venue", "site location", "base", "setting", "premises", "facility", "facility name", "library", "library name", "branch", "branch name", "held in", "place of delivery", "delivery place", "delivery venue", "delivery location", "place of session", "location of session", "place of activity", "location of activity", "taking place in", "takes place in", "run in", "based in", "school", "church", "community centre", "where is the session", "where is the session held", "venue address", "address", "location address", "site address", "hub address", "street address", "at"]),
        (TimetableField.Room, ["room", "room name", "room hall", "hall", "space", "which room", "room space", "room area", "room number"]),
        (TimetableField.Postcode, ["postcode", "post code", "venue postcode", "postal code", "location postcode", "postcode of venue"]),
        (TimetableField.Ages, ["age range", "ages", "age", "age group", "age groups", "age ranges", "age band", "age bands", "age bracket", "age s", "ages from to", "who for", "who is it for", "whos it for", "who is this for", "whos this for", "who its for", "suitable for", "for whom", "target age", "childs age", "age of child", "age of children", "suitable age", "suitable ages", "who is it suitable for", "age suitability", "audience", "target audience", "target group", "aimed at", "intended for", "designed for", "eligibility", "for ages", "for", "who", "who can come", "who can attend"]),
        (TimetableField.AgeFrom, ["min age", "minimum age", "age from", "ages from", "from age", "youngest", "youngest age", "lower age", "age min"]),
        (TimetableField.AgeTo, ["max age", "maximum age", "age to", "ages to", "to age", "oldest", "oldest age", "upper age", "age max"]),
        (TimetableField.Booking, ["booking", "booking required", "booking needed", "how to book", "booking details", "booking information", "booking info", "book", "booking essential", "bookable", "do i need to book", "need to book", "booking or drop in", "drop in or booking", "drop in or book", "drop in", "booking link", "booking url", "book online", "book here", "access", "how to access", "referral", "bookings", "booking method", "booking arrangements", "advance booking", "pre book", "sign up", "sign up link", "registration link", "how to join", "how to attend", "book via"]),
        (TimetableField.Cost, ["cost", "price", "fee", "charge", "how much", "how much is it", "how much does it cost", "cost per child", "cost per family", "cost per session", "cost per person", "price per child", "price per person", "price per session", "charges", "fees", "costs", "prices", "donation", "suggested donation", "ticket price", "entry fee", "entrance fee", "admission", "admission fee"]),
        (TimetableField.TermTime, ["term time only", "term time", "term only", "tto", "tt only", "term time or all year", "term time all year", "all year or term time", "all year term time", "term", "runs in term time", "runs term time only", "in term time only", "term times only", "term times", "term dates only", "school terms only", "school term only", .. HolidayHeadings]),
        (TimetableField.Except, ["except", "exceptions", "excluding", "not on", "no session on", "dates not running", "closed dates", "closed on", "except dates", "no sessions on", "excluded dates", "not running"]),
        (TimetableField.Cell, ["cell", "timetable entry"]),
        (TimetableField.Status, ["status", "state", "current status", "running status", .. StatusAnswer.Headings]));

    private static readonly FrozenDictionary<string, HeadingKind> Special = new (HeadingKind Kind, string[] Headings)[]
    {
        (HeadingKind.StartTimeOrDate, ["from", "start", "starts", "begin", "begins", "when does it start"]),
        (HeadingKind.EndTimeOrDate, ["to", "end", "ends", "finish", "finishes", "until", "till", "til", "when does it finish", "when does it end"]),
        (HeadingKind.StartToEnd, ["from to", "from until", "from and to", "start end", "start finish", "start to end", "start to finish", "start and end", "start and finish"]),
        (HeadingKind.When, ["when", "when is it", "day and time", "day time", "days and times", "days times", "day and times", "date and time", "date time", "dates and times", "day date and time", "day date time", "datetime", "time and day", "time day", "time and date", "time date", "when held", "schedule", "when does it take place", "when does it run", "when is it held", "when is it on"]),
        (HeadingKind.Frequency, ["frequency", "how often", "how frequently", "recurrence", "recurs", "repeats", "repeat pattern", "pattern"]),
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

    // Words before a heading that only repeat what the whole table is about: "Event start date", "Family Hub site", "Recommended age".
    // Every other word makes it another heading: a "Changing room" is no room, a "Previous venue" not the venue.
    private static readonly FrozenSet<string> Qualifiers = new[]
    {
        "session", "sessions", "event", "events", "activity", "activities", "course", "class", "group", "club", "programme", "workshop", "service",
        "family", "hub", "hubs", "centre", "delivery", "meeting", "our", "the", "full", "main", "timetable", "scheduled",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TimetableField[]> QualifiersOf = new Dictionary<string, TimetableField[]>(StringComparer.Ordinal)
    {
        ["recommended"] = [TimetableField.Ages],
        ["suggested"] = [TimetableField.Ages],
        ["suitable"] = [TimetableField.Ages],
        ["target"] = [TimetableField.Ages],
        ["child"] = [TimetableField.Ages],
        ["childs"] = [TimetableField.Ages],
        ["childrens"] = [TimetableField.Ages],
        ["venue"] = [TimetableField.Room, TimetableField.Postcode],
        ["site"] = [TimetableField.Room, TimetableField.Postcode],
        ["location"] = [TimetableField.Room, TimetableField.Postcode],
        ["short"] = [TimetableField.Description],
        ["long"] = [TimetableField.Description],
        ["brief"] = [TimetableField.Description],
        ["public"] = [TimetableField.Description],
        ["term"] = [TimetableField.Dates],
        ["autumn"] = [TimetableField.Dates],
        ["spring"] = [TimetableField.Dates],
        ["summer"] = [TimetableField.Dates],
        ["winter"] = [TimetableField.Dates],
        ["entry"] = [TimetableField.Cost],
        ["ticket"] = [TimetableField.Cost],
        ["standard"] = [TimetableField.Cost],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // How an answer is to be written says nothing about its meaning.
    private static readonly string[] FormatNotes = [" y n", " yes no", " true false", " optional", " dd mm yyyy", " dd mm yy", " mm dd yyyy", " yyyy mm dd", " hh mm", " 24 hour", " 24hr"];

    // What a heading asks before it names its subject: "How do I book?", "What is the cost?". The longest that fits is left out.
    private static readonly string[] Questions =
    [
        "how do i ", "how do you ", "how do we ", "how can i ", "how can you ", "how can we ", "do you need to ", "do we need to ", "do i have to ",
        "what is the ", "what are the ", "what is ", "whats the ", "which is the ", "which ", "is there a ", "is it ", "is the ", "is ", "are ",
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

    /// <summary>What a heading means. Understood whole or not at all: its last word alone can mean the opposite.</summary>
    public HeadingMeaning MeaningOf(string heading)
    {
        if (heading.Length is 0 or > 80)
            return HeadingMeaning.Unknown;
        if (Shapes.IsWeekday(heading) || Shapes.IsWeekdayWithDate(heading))
            return new(HeadingKind.Weekday);
        var whole = Normalise(heading);
        if (Find(whole) is { } meaning)
            return meaning;
        var core = WithoutFormatNote(Normalise(WithoutBrackets(heading)));
        return Find(core) ?? Find(WithoutQuestion(core)) ?? Find(WithoutFormatNote(Normalise(Parted(heading)))) ?? ByItsWords(core) ?? OfAlternatives(heading) ?? HeadingMeaning.Unknown;
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

    private HeadingMeaning? ByItsWords(string core)
    {
        var words = core.Split(' ');
        if (words.Length > 8)
            return null;
        if (words.Any(PersonalWords.Contains))
            return new(HeadingKind.Personal);
        if (OffDates.AreMeantBy(words))
            return new(HeadingKind.Field, TimetableField.Except, 60);
        for (var skipped = 1; skipped < words.Length; skipped++)
        {
            if (!Qualifiers.Contains(words[skipped - 1]) && !QualifiersOf.ContainsKey(words[skipped - 1]))
                return null;
            if (Find(string.Join(' ', words[skipped..])) is { } meaning && words[..skipped].All(q => MayQualify(q, meaning)))
                return meaning with { Rank = 60 };
        }

        return null;
    }

    private static bool MayQualify(string word, HeadingMeaning meaning) =>
        Qualifiers.Contains(word) || (meaning.Kind == HeadingKind.Field && QualifiersOf[word].Contains(meaning.Field));

    // "Group/Activity", "Venue or site": names of the same thing. Of days and dates in one column each cell says itself which it holds.
    private HeadingMeaning? OfAlternatives(string heading)
    {
        var parts = heading.Replace(" or ", "/", StringComparison.OrdinalIgnoreCase).Split(['/', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 2 or > 4)
            return null;
        var meanings = parts.Select(p => Find(Normalise(p)) ?? ByItsWords(Normalise(p))).ToArray();
        if (!Array.TrueForAll(meanings, m => m is { Kind: HeadingKind.Field }))
            return null;
        var fields = meanings.Select(m => m!.Value.Field).Distinct().Order().ToArray();
        return fields is [var only] ? new(HeadingKind.Field, only, 61)
            : fields is [TimetableField.Day, TimetableField.Dates] ? new(HeadingKind.Field, TimetableField.Day, 61)
            : fields is [TimetableField.Venue, TimetableField.Room] ? new(HeadingKind.Field, TimetableField.Venue, 61)
            : null;
    }

    // "startDate", "EventName".
    private static string Parted(string heading)
    {
        var parted = new StringBuilder(heading.Length + 4);
        for (var i = 0; i < heading.Length; i++)
        {
            if (i > 0 && char.IsUpper(heading[i]) && char.IsLower(heading[i - 1]))
                parted.Append(' ');
            parted.Append(heading[i]);
        }

        return parted.ToString();
    }

    private static string WithoutFormatNote(string normalised) =>
        FormatNotes.FirstOrDefault(n => normalised.EndsWith(n, StringComparison.Ordinal)) is { } note ? normalised[..^note.Length] : normalised;

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

        // Programs write two words as one: "starttime", "enddate".
        foreach (var (heading, meaning) in words.ToArray())
        {
            if (heading.Split(' ') is [{ Length: > 2 } first, { Length: > 2 } second])
                words.TryAdd(first + second, meaning);
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
