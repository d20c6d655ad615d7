using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Reading.Lookalikes;

/// <summary>How much speaks for something.</summary>
internal enum Weight
{
    /// <summary>Too little.</summary>
    None,

    /// <summary>Enough to ask.</summary>
    Likely,

    /// <summary>Enough to act.</summary>
    Sure,
}

/// <summary>
/// Recognises what the programs that run surveys write above the answers: Google Forms ("Timestamp", "Email Address"), Microsoft Forms
/// ("Start time", "Completion time"), SurveyMonkey ("Respondent ID", "Collector ID", "IP Address"), JotForm ("Submission Date",
/// "Submission ID"), Typeform ("Submit Date (UTC)", "Network ID").
/// </summary>
internal static class SurveyHeadings
{
    private const int EnoughQuestions = 3;

    // Nothing else has them.
    private static readonly FrozenSet<string> Unmistakable = Of(
        "completion time", "last modified time", "response id", "response no", "response number", "respondent id", "respondent", "submission id", "submitted at", "submitted on", "collector id", "network id",
        "submit date utc", "survey id", "responseid", "respondentid", "submissionid");

    // Other exports have them, too.
    private static readonly FrozenSet<string> Telling = Of(
        "timestamp", "time stamp", "submission date", "submission time", "date submitted", "start date utc", "ip address", "user agent", "duration in seconds", "recorded date", "response type", "response status");

    private static readonly FrozenSet<string> Addresses = Of("email address", "email", "e mail", "e mail address", "your email", "your email address", "username", "what is your email address");

    private static readonly FrozenSet<string> Opinions = Of(
        "rating", "star rating", "ratings", "score", "satisfaction", "overall satisfaction", "overall rating", "feedback", "your feedback", "any feedback", "any other feedback", "any comments", "any other comments", "any further comments",
        "other comments", "further comments", "suggestions", "improvements", "testimonial", "nps");

    private static readonly string[] Questions =
    [
        "how ", "what ", "which ", "why ", "where ", "when ", "who ", "did ", "do ", "does ", "have ", "has ", "would ", "could ", "was ", "were ", "are ", "is ", "please ", "on a scale ", "overall ", "any other ", "to what extent ", "rate ", "i ", "can you ", "tell us ", "your ",
    ];

    /// <summary>True for a heading that counts whatever else it may mean.</summary>
    public static bool IsMark(string heading) =>
        Unmistakable.Contains(heading) || Telling.Contains(heading) || Addresses.Contains(heading) || Opinions.Contains(heading);

    /// <summary>How much headings speak for a survey.</summary>
    /// <param name="headings">Those that are marks, and those that mean nothing to a timetable; normalised.</param>
    public static Weight Weigh(IEnumerable<string> headings)
    {
        var all = headings.Where(h => h.Length > 0).Distinct().ToArray();
        var (unmistakable, telling, addresses, opinions) = (all.Count(Unmistakable.Contains), all.Count(Telling.Contains), all.Count(Addresses.Contains), all.Count(Opinions.Contains));
        var questions = all.Count(h => !Opinions.Contains(h) && Array.Exists(Questions, q => h.StartsWith(q, StringComparison.Ordinal)));
        if (questions >= EnoughQuestions || (unmistakable > 0 && unmistakable + telling + addresses + opinions + questions >= 2) || (telling > 1 && questions + addresses + opinions > 0))
            return Weight.Sure;
        return unmistakable > 0 || opinions > 1 || (telling > 0 && addresses + opinions + questions > 0) || telling > 1 ? Weight.Likely : Weight.None;
    }

    private static FrozenSet<string> Of(params string[] headings) => headings.ToFrozenSet(StringComparer.Ordinal);
}
