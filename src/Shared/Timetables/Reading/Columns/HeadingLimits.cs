using System.Text.RegularExpressions;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding.Phrases;

namespace HubAutomation.Shared.Timetables.Reading.Columns;

/// <summary>
/// What a heading says besides its subject: the "from 4 January" of "Day (from 4 January)" holds for every row below it. How a cell is to be written,
/// and what it may leave out, limits nothing.
/// </summary>
internal static partial class HeadingLimits
{
    /// <summary>The words of a column's heading that may limit its rows; null for none.</summary>
    public static string? Of(string heading, HeadingMeaning meaning)
    {
        if (heading.Length > Phrase.MaxLength || !MayBeLimited(meaning) || Aside().Match(heading) is not { Success: true } match)
            return null;
        var aside = match.Groups["in"].Success ? match.Groups["in"].Value.Trim() : match.Groups["after"].Value.Trim();
        return aside.Length == 0 || Form().IsMatch(aside) ? null : aside;
    }

    // A price for each term and a telephone open until Friday say nothing of the session.
    private static bool MayBeLimited(HeadingMeaning meaning) => meaning.Kind == HeadingKind.When || meaning is
    {
        Kind: HeadingKind.Field,
        Field: TimetableField.Title or TimetableField.Day or TimetableField.Dates or TimetableField.Time or TimetableField.Start or TimetableField.End or TimetableField.Venue or TimetableField.Room,
    };

    [GeneratedRegex(@"[(\[](?<in>[^)\]]*)[)\]]?|(?: [-–—] |: )(?<after>.+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Aside();

    [GeneratedRegex(@"^(?:if|e\.?g|for example|such as|like|or|and|please|format|optional|in?c?l?\.?|including|must|write|use|as|max|min)\b|\?|\b(?:dd|mm|hh|yyyy|yy)\b|^\W*(?:24|12)\W?(?:h|hr|hour)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Form();
}
