namespace HubAutomation.Shared.Timetables.Reading.Columns;

/// <summary>Turns the yes and no of a column such as "Booking required?" into words that stand on their own.</summary>
internal static class BookingAnswer
{
    // "False", perhaps with a full stop. Longer texts are words already, and most of a million rows.
    private const int LongestAnswer = 6;

    // What "Access" is about where it is not how to get a place.
    private static readonly string[] OfBuildings = ["level", "ramp", "wheelchair", "step", "lift", "accessible", "disabled", "toilet", "stairs", "floor", "hoist", "parking", "pram", "buggy", "induction loop"];

    /// <summary>True for a text below "Access" that tells of the building: "Level access", "Ramp".</summary>
    public static bool IsOfBuilding(string heading, string text) =>
        heading.Contains("access", StringComparison.OrdinalIgnoreCase) && Array.Exists(OfBuildings, w => text.Contains(w, StringComparison.OrdinalIgnoreCase));

    /// <summary>The answer in words, or the text as it stands when it is not a plain yes or no.</summary>
    public static string Say(string heading, string text)
    {
        if (text.Length > LongestAnswer && text[0] is not ('y' or 'Y' or 'n' or 'N'))
            return text;
        var about = HeadingWords.Normalise(heading);
        if (text.Length > LongestAnswer)
        {
            // "Drop in?  Yes – any time": the yes is about what the heading asks.
            var end = about is "drop in" or "referral" ? text.IndexOfAny([' ', ',', '.', '-', '–', ':', ';']) : -1;
            return end is > 0 and <= LongestAnswer && text[..end] is var lead && HeadingWords.Normalise(lead) is "yes" or "no"
                ? $"{Say(heading, lead)}. {text[(end + 1)..].Trim(' ', '-', '–', ',')}" : text;
        }

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
