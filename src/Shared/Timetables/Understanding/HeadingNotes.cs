using System.Globalization;
using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Understanding.Phrases;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>What headings over rows, tables and sheets say of all that stands below them.</summary>
internal static partial class HeadingNotes
{
    private const string Rule = "heading-stops-sessions";

    /// <summary>True for a heading below which nothing is meant for families: "Cancelled until further notice", "OLD - do not use", "Draft 2027".</summary>
    public static bool Stops(string text) => text.Length <= Phrase.MaxLength && (StandingPhrase.Stop(text) || NotForUse().IsMatch(text));

    /// <summary>The same of a text above a table; an ordinary line there must say nothing else.</summary>
    public static bool Stops(string text, RowContext context) => context.Prose.Contains(text) ? StandingPhrase.Stop(text) : Stops(text);

    /// <summary>Gives back a row that stands below such a heading; null for any other row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isPlace">True for a text that names a place: an "Old Town Hall" is one.</param>
    public static Rejected? Stopped(TextRow row, Func<string, bool> isPlace)
    {
        var nearest = row.Context.Groups is [var group, ..] ? [group] : Array.Empty<string>();
        return nearest.Concat(row.Context.Captions).FirstOrDefault(text => Stops(text, row.Context) && !isPlace(text)) is { } stop
            ? new Rejected(row.Place, [new Reject(row.Place, "Heading", Misunderstanding.Quoted(stop), Rule, $"\"{Misunderstanding.Quoted(stop)}\" stands above the session, so it is not shown. Leave it out of the next file, or take these words away if it takes place.") { Activity = Name(row) }])
            : null;
    }

    /// <summary>Tells of such a heading.</summary>
    public static Warning StopsBelow(GroupHeading heading) => new(
        heading.Place, Rule, $"\"{Misunderstanding.Quoted(heading.Text)}\" stands alone in a row, so the sessions below it, up to the next such row, are not shown.");

    /// <summary>What is asked about a row with a single text that is neither a place nor a day.</summary>
    public static Reject NotUnderstood(GroupHeading heading) => new(
        heading.Place, "Heading", Misunderstanding.Quoted(heading.Text), "heading-not-understood",
        string.Create(CultureInfo.InvariantCulture, $"Row {heading.Place.Row} holds this text and nothing else. We do not know it as a place or a day, so rows below it take neither from what stands above it. If it is a place, write the place in each row, or ask the hub team to put it on the list. If it is a session, write its day and time beside it."));

    private static string? Name(TextRow row) => row.Cells.TryGetValue(TimetableField.Title, out var title) ? Misunderstanding.Quoted(PlainText.Tidy(title)) : null;

    [GeneratedRegex(@"^(old|archived?|draft|template|superseded|obsolete|working copy|backup)(\b\s*($|[-–—:(\[0-9])|\s+(timetable|version|list|programme|sheet)s?\b)|\bdo not (use|publish|share|print)\b|\bnot for (publication|publishing|use|public)\b|\bnot in use\b|^\W*(cancelled|canceled|postponed|suspended|draft|archive|private|confidential|internal( only| use)?|staff only)\W*$|\b(cancelled|canceled|postponed|suspended) (sessions|classes|groups|activities|events)\b(?!\s+(are|is|will|have|has|may|can|in)\b)|\b(sessions|classes|groups|activities|events) (that are )?(cancelled|canceled|postponed|suspended)\b(?!\s+(are|will|in)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NotForUse();
}
