using System.Globalization;
using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Status;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>What headings over rows, tables and sheets say of all that stands below them.</summary>
internal static partial class HeadingNotes
{
    private const string Rule = "heading-stops-sessions";

    /// <summary>True for a heading below which nothing is meant for families: "Cancelled until further notice", "OLD - do not use", "Draft 2027".</summary>
    /// <param name="text">The heading.</param>
    /// <param name="today">A year before this day's is over: "Autumn 2025".</param>
    public static bool Stops(string text, LocalDate today) => text.Length <= Phrase.MaxLength && (StandingPhrase.Stop(text) || NotForUse().IsMatch(text) || IsOver(text, today));

    // The winter of a year ends in the next one.
    private static bool IsOver(string text, LocalDate today) =>
        OnlyYear().Match(Timetable().Replace(text, "")) is { Success: true } match && int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture) is var year
        && (year < today.Year - 1 || (year == today.Year - 1 && !text.Contains("winter", StringComparison.OrdinalIgnoreCase)));

    /// <summary>True for whole sentences to families, which are longer than the name of any place: they head nothing.</summary>
    public static bool IsProse(string text) => text.Length > LongestName && text[^1] is '.' or '!' or '?';

    private const int LongestName = 80;

    /// <summary>The same of a text above a table; an ordinary line there must say nothing else.</summary>
    public static bool Stops(string text, RowContext context, LocalDate today) => context.Prose.Contains(text) ? StandingPhrase.Stop(text) : Stops(text, today);

    /// <summary>Gives back a row that stands below such a heading; null for any other row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="today">The day of reading.</param>
    /// <param name="isPlace">True for a text that names a place: an "Old Town Hall" is one.</param>
    public static Rejected? Stopped(TextRow row, Func<string, bool> isPlace, LocalDate today)
    {
        var nearest = row.Context.Groups is [var group, ..] ? [group] : Array.Empty<string>();
        return nearest.Concat(row.Context.Captions).FirstOrDefault(text => Stops(text, row.Context, today) && !isPlace(text)) is { } stop
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

    // A year alone or with its season; "2025-26" may go on.
    [GeneratedRegex(@"^\W*(?:(?:spring|summer|autumn|winter|term|half|sept|september|october|november|december|january|february|march|april|may|june|july|august)\W+){0,3}(?<year>20[0-9]{2})\W*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex OnlyYear();

    [GeneratedRegex(@"\b(?:timetables?|what['’]?s on|programme|sessions|activities)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Timetable();

    [GeneratedRegex(@"^(old|archived?|draft|template|superseded|obsolete|working copy|backup|example|sample|planning|proposed|proposals?|ideas|wip|work in progress|previous|last (year|term|season|month)|not used|unused|scratch|rough)(\b\s*($|[-–—:(\[0-9])|('s)?\s+(timetable|version|list|programme|sheet|sessions|term|year|activities)s?\b)|^copy of\b|^(waiting list|reserve list)\W*$|\bdo not (use|publish|share|print)\b|\bnot for (publication|publishing|use|public)\b|\bnot in use\b|^\W*(cancelled|canceled|postponed|suspended|draft|archive|private|confidential|internal( only| use)?|staff only)\W*$|\b(cancelled|canceled|postponed|suspended) (sessions|classes|groups|activities|events)\b(?!\s+(are|is|will|have|has|may|can|in)\b)|\b(sessions|classes|groups|activities|events) (that are )?(cancelled|canceled|postponed|suspended)\b(?!\s+(are|will|in)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NotForUse();
}
