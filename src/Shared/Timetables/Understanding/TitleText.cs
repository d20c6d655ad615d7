namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>Reads a session's title: one line, without markup and contact details, capitals as the partner wrote them.</summary>
internal static class TitleText
{
    /// <summary>Longest title that fits a printed timetable.</summary>
    public const int MaxLength = 120;

    /// <summary>The title, or null with a reject noted.</summary>
    public static string? Understand(string? text, RowFindings findings)
    {
        var title = ContactDetails.Remove(PlainText.Tidy(text ?? ""), out var removed);
        if (removed)
            findings.Warn(ContactDetails.Rule, ContactDetails.Sentence(title));
        if (!title.AsSpan().ContainsLetter())
        {
            findings.Reject(new(TimetableField.Title, text ?? "", new("title-missing", "The row has no name for the session. Write what families call it, like Baby massage.")));
            return null;
        }

        if (IsCancelled(title))
        {
            findings.Reject(new(TimetableField.Title, text!, new("cancelled", "The row says that the session is cancelled, so it is not shown. Leave the row out of the next file.")));
            return null;
        }

        if (title.Length > MaxLength)
        {
            findings.Reject(new(TimetableField.Title, text!, new(
                "title-too-long", $"The name of the session has {title.Length} characters; {MaxLength} fit. Shorten it and move the rest to the description.")));
            return null;
        }

        return title;
    }

    private static bool IsCancelled(string title) =>
        title.StartsWith("cancelled", StringComparison.OrdinalIgnoreCase) || title.StartsWith("canceled", StringComparison.OrdinalIgnoreCase)
        || title.EndsWith("cancelled", StringComparison.OrdinalIgnoreCase) || title.Contains("(cancelled)", StringComparison.OrdinalIgnoreCase);

    private static bool ContainsLetter(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetter(c))
                return true;
        }

        return false;
    }
}
