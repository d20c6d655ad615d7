using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>
/// Recognises by their headings tables that are no timetables but are sent as one: registers of people, and answers to a survey. Their rows
/// are about families and must not come back in a rejects file, so nothing below such headings is read.
/// </summary>
internal static class OtherFiles
{
    private const int EnoughQuestions = 3;

    /// <summary>What only a table of people has a column for.</summary>
    private static readonly FrozenSet<string> OfPeople = new[]
    {
        "date of birth", "dob", "child dob", "childs dob", "child date of birth", "childs date of birth", "surname", "forename", "forenames", "first name", "last name", "firstname", "lastname",
        "full name", "child name", "childs name", "name of child", "parent name", "parents name", "parent carer name", "carer name", "name of parent", "participant", "participant name", "attendee", "attendee name",
        "childs surname", "childs first name", "child first name", "child surname", "client name", "client id", "nhs number", "ethnicity", "gender", "sex", "allergies", "medical conditions", "emergency contact",
        "attended", "attendance", "did attend", "present", "absent", "signed in", "sign in", "time in", "time out", "signature", "home address", "registration date", "registered on",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What the programs that run surveys write above their answers.</summary>
    private static readonly FrozenSet<string> OfSurveys = new[]
    {
        "completion time", "last modified time", "response id", "respondent id", "respondent", "submission id", "submitted at", "submission date", "date submitted", "timestamp", "time stamp", "collector id", "ip address",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Questions =
    [
        "how ", "what ", "which ", "why ", "where ", "when ", "who ", "did ", "do ", "does ", "have ", "has ", "would ", "could ", "was ", "were ", "are ", "is ", "please ", "on a scale ", "overall ", "any other ", "to what extent ", "rate ", "i ",
    ];

    /// <summary>What the table is, for a sentence; null for what may be a timetable.</summary>
    /// <param name="plan">The headings with their meaning.</param>
    public static string? KindOf(TablePlan plan)
    {
        var headings = plan.Headings.Select(HeadingWords.Normalise).Where(h => h.Length > 0).Distinct().ToArray();
        if (headings.Count(OfPeople.Contains) >= 2)
            return "a register of people";
        var questions = plan.Unknown.Select(HeadingWords.Normalise).Count(h => Array.Exists(Questions, q => h.StartsWith(q, StringComparison.Ordinal)));
        var isExport = headings.Contains("completion time") || headings.Count(OfSurveys.Contains) >= 2;
        return questions >= EnoughQuestions || (isExport && (questions > 0 || headings.Contains("email") || headings.Contains("id"))) ? "the answers to a survey" : null;
    }
}
