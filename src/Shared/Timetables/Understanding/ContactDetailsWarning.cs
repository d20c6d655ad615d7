using HubAutomation.Shared.Timetables.Understanding.Phrases;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>The warning that contact details were taken out of a text.</summary>
internal static class ContactDetailsWarning
{
    /// <summary>Its code.</summary>
    public const string Rule = "contact-details-removed";

    private const int MaxShown = 200;

    /// <summary>Its sentence: what is left, since only a person can tell whether that names anybody.</summary>
    public static string Sentence(string kept) => kept.Length == 0
        ? "Contact details were taken out. Nothing else was left."
        : $"Contact details were taken out: telephone numbers, e-mail addresses, and names that we saw beside them. Families see: “{Misunderstanding.Shortened(kept, MaxShown)}”. If that still names a person, take the name out of your file.";
}
