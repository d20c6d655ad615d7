namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>Turns the yes and no of a column such as "Booking required?" into words that stand on their own.</summary>
internal static class BookingAnswer
{
    // "False", perhaps with a full stop. Longer texts are words already, and most of a million rows.
    private const int LongestAnswer = 6;

    /// <summary>The answer in words, or the text as it stands when it is not a plain yes or no.</summary>
    public static string Say(string heading, string text)
    {
        if (text.Length > LongestAnswer)
            return text;
        var about = HeadingWords.Normalise(heading);
        return (HeadingWords.Normalise(text), about) switch
        {
            ("yes" or "y" or "true" or "x", "drop in") => "drop in",
            ("yes" or "y" or "true" or "x", "referral") => "by referral only",
            ("yes" or "y" or "true" or "x", _) => "booking required",
            ("no" or "n" or "false", "drop in") => "booking required",
            ("no" or "n" or "false", "referral") => "",
            ("no" or "n" or "false", _) => "no need to book",
            _ => text is "✓" or "✔" ? Say(heading, "yes") : text,
        };
    }
}
