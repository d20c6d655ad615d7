using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Ages;
using HubAutomation.Shared.Timetables.Understanding.Phrases.BookingAndCost;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Times;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>
/// Takes apart a cell that holds time, title and perhaps ages, booking, price and place in any order:
/// "9.30-11am Baby Massage (0–6 months) *booking essential*". Only sorts the words into fields; each field is then read as a column would be.
/// </summary>
internal static class GridCell
{
    /// <summary>A longer cell is a text and no session.</summary>
    private const int MaxLength = 1000;

    /// <summary>The words of a cell by field.</summary>
    /// <param name="text">The cell; line breaks and HTML tags may be in it.</param>
    /// <param name="today">For dates.</param>
    /// <param name="placeField">Tells whether words name a place or a room.</param>
    public static Dictionary<TimetableField, string> Sort(string text, NodaTime.LocalDate today, Func<string, TimetableField?> placeField)
    {
        var fields = new Dictionary<TimetableField, string>();
        if (text.Length > MaxLength)
        {
            fields[TimetableField.Description] = text;
            return fields;
        }

        var lines = PlainText.Lines(text);
        for (var i = 0; i < lines.Length; i++)
        {
            // Every time is taken out: a cell with two of them is told to be two sessions.
            while (CellTime.FindIn(lines[i], isFirst: !fields.ContainsKey(TimetableField.Time)) is { } time)
            {
                Append(fields, TimetableField.Time, time.Text, " & ");
                lines[i] = time.Rest;
            }
        }

        var isFirst = true;
        foreach (var line in lines)
        {
            var parts = CellPart.Of(line);
            for (var i = 0; i < parts.Count; i++)
            {
                var hasTitle = fields.ContainsKey(TimetableField.Title);
                var field = FieldOf(parts[i].Text, hasTitle, today, placeField);
                if (field is { } known)
                    Append(fields, known, parts[i].Text, ", ");
                else if (!hasTitle)
                    fields[TimetableField.Title] = parts[i].Text;
                else if (isFirst && i > 0 && parts[i] is { IsAside: false } && FieldOf(parts[i - 1].Text, i > 1, today, placeField) is null)
                    fields[TimetableField.Title] += parts[i].Mark + parts[i].Text;
                else
                    Append(fields, TimetableField.Description, parts[i].Text, ". ");
            }

            isFirst &= parts.Count == 0;
        }

        // A session called after its room: "Sensory Room (0–2 years)".
        if (fields.TryGetValue(TimetableField.Room, out var room))
            fields.TryAdd(TimetableField.Title, room);

        // Groups are called after their ages: "Under 1s group".
        if (fields.TryGetValue(TimetableField.Ages, out var ages) && ages.Any(char.IsLetter))
            fields.TryAdd(TimetableField.Title, ages);
        TakeAgesFromTitle(fields);
        TakeDatesFromTitle(fields, today);
        return fields;
    }

    /// <summary>
    /// What may be a second activity in a cell: a line, or a part behind a semicolon, that reads like a name and became something else. Null
    /// when there is none.
    /// </summary>
    /// <param name="text">The cell.</param>
    /// <param name="fields">What it was sorted into.</param>
    public static string? SecondName(string text, IReadOnlyDictionary<TimetableField, string> fields)
    {
        if (text.Length > MaxLength || !fields.TryGetValue(TimetableField.Title, out var title))
            return null;
        var lines = PlainText.Lines(text);
        var others = lines.Skip(1).Concat(lines.Take(1).SelectMany(l => l.Split(';', StringSplitOptions.TrimEntries).Skip(1)));
        return others.FirstOrDefault(o => ReadsAsName(o) && !title.Contains(o, StringComparison.Ordinal) && (IsIn(TimetableField.Description, o) || IsIn(TimetableField.Ages, o)));

        bool IsIn(TimetableField field, string other) => fields.TryGetValue(field, out var said) && said.Contains(other, StringComparison.Ordinal);
    }

    /// <summary>True for a few words that begin with a capital and tell nothing: "Weaning clinic", and not "Wear old clothes" or "Term time only.".</summary>
    public static bool ReadsAsName(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is > 0 and <= MaxNameWords && char.IsUpper(text[0]) && text[^1] is not ('.' or '!' or '?' or ':') && !text.Any(char.IsAsciiDigit) && !words.Any(w => OfSentences.Contains(w.Trim(',').ToLowerInvariant()));
    }

    private const int MaxNameWords = 4;

    // Words with which people tell something of a session.
    private static readonly HashSet<string> OfSentences =
        ["all", "ask", "at", "bring", "book", "booking", "call", "come", "contact", "drop", "drop-in", "every", "everyone", "for", "free", "from", "fully", "in", "is", "join", "led", "limited", "lovely", "meet", "must", "new", "no", "now", "only", "outdoor", "outdoors", "please", "relaxed", "ring", "run", "see", "suitable", "term", "under", "up", "wear", "weekly", "welcome", "with", "you", "your"];

    /// <summary>"Baby massage 0-6 months": ages at the title's end leave it; inside it ("Under 5s stay and play") they stay.</summary>
    private static void TakeAgesFromTitle(Dictionary<TimetableField, string> fields)
    {
        if (!fields.TryGetValue(TimetableField.Title, out var title) || fields.ContainsKey(TimetableField.Ages) || AgePhrase.FindIn(title, isName: true) is not { } ages)
            return;
        fields[TimetableField.Ages] = ages.Words;
        if (title.Length <= ages.Words.Length || !title.EndsWith(ages.Words, StringComparison.Ordinal))
            return;
        var name = title[..^ages.Words.Length].TrimEnd(' ', '-', '–', ',', ':');
        fields[TimetableField.Title] = name.EndsWith(" for", StringComparison.OrdinalIgnoreCase) ? name[..^4].TrimEnd() : name;
    }

    /// <summary>"Weaning workshop w/c 14 Sept": dates at the title's end are not part of the name.</summary>
    private static void TakeDatesFromTitle(Dictionary<TimetableField, string> fields, NodaTime.LocalDate today)
    {
        if (!fields.TryGetValue(TimetableField.Title, out var title) || title.Length > TitleText.MaxLength)
            return;
        var phrase = Phrase.Of(title);
        for (var at = 1; at < phrase.Tokens.Length; at++)
        {
            var tail = phrase.Slice(at, phrase.Tokens.Length);
            if (!WhenPhrase.IsOnlyAboutDates(tail, today, out var facts) || !facts.HasDates)
                continue;
            Append(fields, TimetableField.Dates, tail, ", ");
            fields[TimetableField.Title] = title[..phrase.Tokens[at].Start].TrimEnd(' ', '-', '–', ',', ':');
            return;
        }
    }

    private static TimetableField? FieldOf(string part, bool hasTitle, NodaTime.LocalDate today, Func<string, TimetableField?> placeField)
    {
        if (BookingPhrase.IsOnlyAboutBooking(part))
            return TimetableField.Booking;
        if (CostPhrase.IsOnlyAboutCost(part))
            return TimetableField.Cost;
        if (AgePhrase.IsOnlyAboutAges(part, allowWords: hasTitle))
            return TimetableField.Ages;
        if (placeField(part) is { } place)
            return place;
        return WhenPhrase.IsOnlyAboutDates(part, today, out _) ? TimetableField.Dates : null;
    }

    private static void Append(Dictionary<TimetableField, string> fields, TimetableField field, string text, string mark) =>
        fields[field] = fields.TryGetValue(field, out var before) ? before + mark + text : text;
}
