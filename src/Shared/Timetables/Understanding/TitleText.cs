using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Status;
using HubAutomation.Shared.Timetables.Vocabulary;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>Reads a session's title: one line, without markup and contact details, capitals as the partner wrote them.</summary>
internal static partial class TitleText
{
    /// <summary>Longest title that fits a printed timetable.</summary>
    public const int MaxLength = 120;

    /// <summary>A longer text is no name, even when contact details are taken out of it.</summary>
    private const int MaxRead = 5 * MaxLength;

    /// <summary>The title, or null with a reject noted.</summary>
    public static string? Understand(string? text, RowFindings findings)
    {
        var written = PlainText.Tidy(text ?? "");
        if (written.Length > MaxRead)
        {
            findings.Reject(TooLong(written));
            return null;
        }

        var removed = false;
        var title = MayHoldDetails(written) ? ContactDetails.Remove(written, out removed) : written;
        if (removed)
            findings.Warn(ContactDetailsWarning.Rule, ContactDetailsWarning.Sentence(title));
        if (!title.AsSpan().ContainsLetter())
        {
            findings.Reject(new(TimetableField.Title, text ?? "", new("title-missing", title.Length > 0 && !removed
                ? $"The name \"{Misunderstanding.Quoted(title)}\" holds no word. Write what families call it, like Baby massage."
                : "The row has no name for the session. Write what families call it, like Baby massage.")));
            return null;
        }

        if (StandingPhrase.StopsTitle(title))
        {
            findings.Reject(new(TimetableField.Title, text!, StandingPhrase.NotShown(title)));
            return null;
        }

        if (title.Length > MaxLength)
        {
            findings.Reject(TooLong(title));
            return null;
        }

        return title;
    }

    // "First Contact Physio Clinic" is a name: without a number or address only a first name behind the word makes it one of somebody to call.
    private static bool MayHoldDetails(string title) => ContactDetails.IndexIn(title) >= 0 || Role().IsMatch(title)
        || Approach().Matches(title).Any(m => PersonNames.AreFirstNames(m.Groups["name"].Value));

    [GeneratedRegex(@"\b(?:contact|tel|telephone|phone|mobile|mob|email|e-mail|organiser|leader|facilitator|host|lead)\s?[:–-]\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Role();

    [GeneratedRegex(@"\b(?i:contact|call|ring|text|message|ask for|speak to|speak with|phone|email)\s(?<name>\p{Lu}[\p{L}'’-]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Approach();

    /// <summary>A second line of a name that may be the name of another session: "Weaning" of "Baby Massage⏎Weaning". Null for none, and for a name that goes on.</summary>
    public static string? SecondLine(string? text) =>
        text is { Length: <= MaxRead } && text.Contains('\n', StringComparison.Ordinal) && PlainText.Lines(text) is [var first, var second] && first.Contains(' ', StringComparison.Ordinal)
        && GridCell.ReadsAsName(first) && GridCell.ReadsAsName(second) && !GoesOn().IsMatch(first) ? second : null;

    [GeneratedRegex(@"(?:[-–&+/,:]|\b(?:a|and|at|by|for|in|of|on|or|our|the|to|with|your))$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex GoesOn();

    private static CellProblem TooLong(string title) => new(TimetableField.Title, title, new(
        "title-too-long", $"The name of the session has {title.Length} characters; {MaxLength} fit. Shorten it and move the rest to the description."));

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
