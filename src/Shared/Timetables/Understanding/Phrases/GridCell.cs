namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>
/// Takes apart a cell that holds time, title and perhaps ages, booking, price and place in any order:
/// "9.30-11am Baby Massage (0–6 months) *booking essential*". Only sorts the words into fields; each field is then read as a column would be.
/// </summary>
internal static class GridCell
{
    private static readonly string[] ClosedWords = ["closed", "no session", "no sessions", "no group", "no groups", "no activities", "bank holiday", "half term", "hub closed", "no class", "no classes"];

    /// <summary>The words of a cell by field.</summary>
    /// <param name="text">The cell; line breaks and HTML tags may be in it.</param>
    /// <param name="today">For dates.</param>
    /// <param name="isPlace">Tells whether words name a place.</param>
    public static Dictionary<TimetableField, string> Sort(string text, NodaTime.LocalDate today, Func<string, bool> isPlace)
    {
        var fields = new Dictionary<TimetableField, string>();
        var lines = PlainText.Lines(text);
        for (var i = 0; i < lines.Length; i++)
        {
            var time = CellTime.FindIn(lines[i]);
            if (time is not { } found)
                continue;
            Append(fields, TimetableField.Time, found.Text, " & ");
            lines[i] = found.Rest;
        }

        var isFirst = true;
        foreach (var line in lines)
        {
            var parts = CellPart.Of(line);
            for (var i = 0; i < parts.Count; i++)
            {
                var hasTitle = fields.ContainsKey(TimetableField.Title);
                var field = FieldOf(parts[i].Text, hasTitle, today, isPlace);
                if (field is { } known)
                    Append(fields, known, parts[i].Text, ", ");
                else if (!hasTitle)
                    fields[TimetableField.Title] = parts[i].Text;
                else if (isFirst && i > 0 && parts[i] is { IsAside: false } && FieldOf(parts[i - 1].Text, i > 1, today, isPlace) is null)
                    fields[TimetableField.Title] += parts[i].Mark + parts[i].Text;
                else
                    Append(fields, TimetableField.Description, parts[i].Text, ". ");
            }

            isFirst &= parts.Count == 0;
        }

        TakeFromTitle(fields);
        return fields;
    }

    /// <summary>True for "Closed" and the like: a cell that says that nothing takes place.</summary>
    public static bool SaysClosed(string text) => Array.Exists(ClosedWords, w => text.Trim(' ', '.', '!', '*', '-', '–').Equals(w, StringComparison.OrdinalIgnoreCase));

    /// <summary>"Baby massage 0-6 months" and "Stay and play drop in": what the title's end says.</summary>
    private static void TakeFromTitle(Dictionary<TimetableField, string> fields)
    {
        if (!fields.TryGetValue(TimetableField.Title, out var title))
            return;
        if (!fields.ContainsKey(TimetableField.Ages) && AgePhrase.FindIn(title) is { } ages)
        {
            fields[TimetableField.Ages] = ages.Words;
            var rest = title.EndsWith(ages.Words, StringComparison.Ordinal) ? title[..^ages.Words.Length].TrimEnd(' ', '-', '–', ',', ':') : title;
            fields[TimetableField.Title] = rest.Length > 0 ? rest : title;
        }
    }

    private static TimetableField? FieldOf(string part, bool hasTitle, NodaTime.LocalDate today, Func<string, bool> isPlace)
    {
        if (BookingPhrase.IsOnlyAboutBooking(part))
            return TimetableField.Booking;
        if (CostPhrase.IsOnlyAboutCost(part))
            return TimetableField.Cost;
        if (AgePhrase.IsOnlyAboutAges(part, allowWords: hasTitle))
            return TimetableField.Ages;
        if (isPlace(part))
            return TimetableField.Venue;
        return WhenPhrase.Read(part, WhenColumn.Days, today).Is(out var facts, out _) && facts.Times is null ? TimetableField.Dates : null;
    }

    private static void Append(Dictionary<TimetableField, string> fields, TimetableField field, string text, string mark) =>
        fields[field] = fields.TryGetValue(field, out var before) ? before + mark + text : text;
}
