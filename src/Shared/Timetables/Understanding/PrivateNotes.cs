using System.Text.RegularExpressions;
using HubAutomation.Shared.Timetables.Vocabulary;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>
/// Keeps notes about people from families. A note that tells of somebody's health, family or whereabouts goes whole; of others the sentences
/// that name somebody.
/// </summary>
internal static partial class PrivateNotes
{
    /// <summary>The code of the question.</summary>
    public const string Rule = "note-about-people";

    /// <summary>What is asked when a note, or a part of it, was kept back.</summary>
    public static string Question(string kept) =>
        $"The notes seem to name people or to be about them, so {(kept.Length == 0 ? "they are not shown" : "these sentences are not shown")}. If families need to know it, write it without names. Who performs may stand in the name of the session.";

    /// <summary>The text without what is about people.</summary>
    public static string Without(string text)
    {
        if (IsPrivate().IsMatch(text) || PeopleInNotes.ArePrivate(text))
            return "";
        var sentences = Sentences(text).ToList();
        var kept = sentences.FindAll(s => !NamesSomebody(s));
        return kept.Count == sentences.Count ? text : string.Concat(kept).Trim();
    }

    private static bool NamesSomebody(string sentence) =>
        PersonNames.IndexOfFullName(PeopleInNotes.WithoutPublicNames(sentence)) >= 0 || PeopleInNotes.NamesSomebody(sentence) || PersonNames.AreFirstNames(sentence.Trim(' ', '.', '!', '(', ')')) || Staffing().IsMatch(sentence);

    // "K. Lewis" ends no sentence.
    private static IEnumerable<string> Sentences(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = text[i] is '\n' or '|' or ';' || (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || text[i + 1] == ' ') && !(i >= 1 && char.IsUpper(text[i - 1]) && (i == 1 || !char.IsLetter(text[i - 2]))));
            if (!ends)
                continue;
            yield return text[start..(i + 1)];
            start = i + 1;
        }

        if (start < text.Length)
            yield return text[start..];
    }

    // Somebody's birthday, health, court, child; who comes; how to enter a meeting of staff.
    [GeneratedRegex(
        @"\b(d\.?o\.?b\b|date of birth|born on|safeguarding ?[:–-]|safeguarding (issue|concern|alert|risk|note)s?\b|court order|not to attend|next of kin|(attending|attendees|attended by|booked on|booked by|booked in|waiting list|key ?worker|reserve list|participants) ?[:–-] ?\p{L}|(?<!\b(?:and|&) )my (son|daughter|child|baby|partner|wife|husband)\b(?! (and|&) (me|i)\b)|our (son|daughter)\b|(mat|maternity|paternity|sick|compassionate) leave\b|needs 1:1|meeting id\b|passcode\b|nhs (no|number))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex IsPrivate();

    [GeneratedRegex(@"^\W*((?i:staff|staffing|cover|volunteers?|key ?holder|rota|on duty|(session )?lead(er)?|led by|run by) ?[:–-]|\p{Lu}{2} to (run|cover|lead)\b|\p{Lu}{2}((/|, ?| ?& ?)\p{Lu}{2})+\W*$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Staffing();
}
