using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Understanding.Phrases;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>Reads a session's description: one paragraph of plain text without contact details.</summary>
internal static class DescriptionText
{
    /// <summary>Longest description that is kept.</summary>
    public const int MaxLength = 1000;

    /// <summary>The description, or null when nothing is left of it.</summary>
    public static string? Understand(string? text, RowFindings findings)
    {
        if (text is null)
            return null;
        var plain = PlainText.Tidy(ContactDetails.Remove(string.Join('\n', PlainText.Lines(CellText.Cut(text))), out var removed));
        var kept = PrivateNotes.Without(plain);
        if (removed)
            findings.Warn(ContactDetailsWarning.Rule, ContactDetailsWarning.Sentence(kept));
        if (kept != plain)
        {
            findings.Warn(PrivateNotes.Rule, PrivateNotes.Question(kept));
            plain = kept;
        }

        if (plain.Length > MaxLength || text.Length > CellText.MaxLength)
        {
            findings.Warn("description-shortened", $"The description was cut to {Math.Min(plain.Length, MaxLength)} characters.");
            plain = plain.Length > MaxLength ? Shortened(plain) : plain;
        }

        return plain.Length == 0 ? null : plain;
    }

    /// <summary>Cut at the end of a word.</summary>
    private static string Shortened(string text)
    {
        var end = text.LastIndexOf(' ', MaxLength - 2);
        return end > MaxLength / 2 ? $"{text[..end].TrimEnd(',', ';', '-', '–')}…" : Misunderstanding.Shortened(text, MaxLength);
    }
}
