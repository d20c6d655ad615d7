using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Reading.Tables;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Status;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>
/// Reads a cell of a grid whose rows are named. It says that the row's session takes place on the day above it, and perhaps how often, when or
/// where; what says anything else is given back, for it may say that it does not.
/// </summary>
internal static class TickCell
{
    private static readonly string[] Yeses = ["yes", "y", "✓", "✔", "☑", "√"];

    /// <summary>The cell's words by field; null when it is not understood.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="row">The row's own cells, its day among them.</param>
    /// <param name="today">For dates.</param>
    /// <param name="placeField">Tells whether words name a place or a room.</param>
    public static Dictionary<TimetableField, string>? Sort(string text, IReadOnlyDictionary<TimetableField, string> row, LocalDate today, Func<string, TimetableField?> placeField)
    {
        var rest = WithoutYes(text);
        if (rest.Length == 0)
            return [];
        if (row.TryGetValue(TimetableField.Day, out var day) && SaysOnlyWhichOfMonth(rest))
            return new() { [TimetableField.Day] = $"{rest} {day} of the month" };
        var fields = GridCell.Sort(rest, today, placeField);
        if (fields.Remove(TimetableField.Title, out var name) && fields.GetValueOrDefault(TimetableField.Room) != name && fields.GetValueOrDefault(TimetableField.Ages) != name && !name.Equals(row[TimetableField.Title], StringComparison.OrdinalIgnoreCase))
            fields[TimetableField.Description] = fields.TryGetValue(TimetableField.Description, out var more) ? $"{name}. {more}" : name;
        return fields.ContainsKey(TimetableField.Description) && !fields.ContainsKey(TimetableField.Time) ? null : fields;
    }

    /// <summary>Why such a cell is given back.</summary>
    public static Misunderstanding NotUnderstood(string text, string? day) => StandingPhrase.StopsOrWithholds(text) ? StandingPhrase.NotShown(text) : new(
        "cell-not-understood", $"The cell {(day is null ? "" : $"below {day} ")}says \"{Misunderstanding.Quoted(text)}\". We cannot tell whether the session takes place then. Write Yes or No, a time, a place, or how often.");

    private static string WithoutYes(string text)
    {
        if (Ticks.IsYes(text))
            return "";
        foreach (var yes in Yeses)
        {
            if (text.StartsWith(yes, StringComparison.OrdinalIgnoreCase) && text.Length > yes.Length && !char.IsLetterOrDigit(text[yes.Length]))
                return text[yes.Length..].Trim(' ', '-', '–', '—', ',', ':', ';', '.');
        }

        return text;
    }

    // "1st", "2nd & 4th", "last".
    private static bool SaysOnlyWhichOfMonth(string text)
    {
        if (text.Length > Phrase.MaxLength)
            return false;
        var tokens = Phrase.Of(text).Tokens;
        return tokens.Any(t => KnownWords.Ordinals.ContainsKey(t.Text) || KnownWords.IsOrdinalSuffix(t.Text))
            && Array.TrueForAll(tokens, t => KnownWords.Ordinals.ContainsKey(t.Text) || KnownWords.IsOrdinalSuffix(t.Text) || t.Text is "&" or "and" or "," or "/" or "+" || t is { Kind: TokenKind.Number, Value: >= 1 and <= 5 });
    }
}
