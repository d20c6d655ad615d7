using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Reading.Columns;

/// <summary>Turns the yes and no of columns such as "Cancelled?", "Private" or "Active" into a status that stands on its own.</summary>
internal static class StatusAnswer
{
    private static readonly FrozenDictionary<string, (string Yes, string No)> Answers = new (string[] Headings, string Yes, string No)[]
    {
        (["private", "is private", "confidential", "private event", "private session", "internal only", "staff only"], "Private", ""),
        (["public", "is public", "public event"], "", "Private"),
        (["sensitivity", "visibility"], "", "Private"),
        (["all day event", "all day", "allday"], "All day", ""),
        (["cancelled", "canceled", "is cancelled", "has been cancelled", "cancelled y n"], "Cancelled", ""),
        (["postponed", "is postponed"], "Postponed", ""),
        (["suspended", "paused", "on hold"], "Suspended", ""),
        (["closed", "is closed", "currently closed"], "Closed", ""),
        (["closed group", "closed session", "invitation only", "members only"], "Closed group", ""),
        (["draft", "is draft", "provisional", "tentative"], "Draft", ""),
        (["archived", "deleted", "hidden", "expired"], "Archived", ""),
        (["active", "is active", "live", "is live", "published", "is published", "enabled", "publish", "show on website", "publish on website"], "", "Not published"),
        (["running", "is running", "is it running", "currently running", "still running", "going ahead", "is it going ahead", "taking place"], "", "Not running"),
        (["confirmed", "is confirmed", "approved"], "", "Not confirmed"),
    }.SelectMany(a => a.Headings.Select(h => KeyValuePair.Create(h, (a.Yes, a.No)))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The headings of such columns.</summary>
    public static IEnumerable<string> Headings => Answers.Keys.Order(StringComparer.Ordinal);

    /// <summary>The status in words; empty when it stops nothing; the text as it stands when it is no plain yes or no.</summary>
    public static string Say(string heading, string text)
    {
        if (text.Length > 6 || !Answers.TryGetValue(HeadingWords.Normalise(heading), out var answers))
            return text;
        return HeadingWords.Normalise(text) switch
        {
            "yes" or "y" or "true" or "x" or "1" => answers.Yes,
            "no" or "n" or "false" or "0" => answers.No,
            _ => text is "✓" or "✔" or "☑" ? answers.Yes : text,
        };
    }

    /// <summary>True when a column headed so holds dates instead, on which it is off: "Cancelled: 7 December".</summary>
    public static bool HoldsDates(string heading, string text) => HeadingWords.Normalise(heading) switch
    {
        "cancelled" or "canceled" or "postponed" or "suspended" or "paused" => Shapes.LooksLikeDate(text),
        "closed" => Say(heading, text) == text, // "Half term" as well
        _ => false,
    };
}
