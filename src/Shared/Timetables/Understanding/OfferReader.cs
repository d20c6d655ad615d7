using System.Buffers;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Ages;
using HubAutomation.Shared.Timetables.Understanding.Phrases.BookingAndCost;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>For whom, whether to book and at what price.</summary>
internal readonly record struct Offer(AgeRange? Ages, Booking Booking, Cost? Cost);

/// <summary>Reads a row's ages, booking and cost.</summary>
internal sealed class OfferReader
{
    /// <summary>A text without any of these mentions neither ages nor booking nor a price, which most titles do not.</summary>
    private static readonly SearchValues<string> Signals = SearchValues.Create(
        [
            "month", "mth", "year", "yr", "week", "wk", "age", "birth", "bump", "pregnan", "under", "born", "walk", "crawl", "mobile", "toddl", "expect", "to be", "conception",
            "book", "drop", "turn up", "come along", "pop in", "appointment", "referral", "free", "foc", "£", "donation", "contribution", "pay", "no c", "nil", "funded", "pence", "pound", "0p", "5p", "1001",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Twice what is shown of a description: what stands further down says nothing about the session that anybody would look for there.</summary>
    private const int MaxRead = 2 * DescriptionText.MaxLength;

    private readonly Booking defaultBooking;
    private readonly PhraseCache<string, Understood<AgeMeaning>> ages = new(AgePhrase.Understand, t => t.Length);
    private readonly PhraseCache<string, Understood<Booking>> bookings = new(BookingPhrase.Understand, t => t.Length);
    private readonly PhraseCache<string, bool> spoken = new(BookingPhrase.IsSpokenOf, t => t.Length);
    private readonly PhraseCache<string, Understood<Cost>> costs = new(CostPhrase.Understand, t => t.Length);
    private readonly PhraseCache<(string Title, string? Description), Mentions> mentions = new(Mentioned, t => t.Title.Length + (t.Description?.Length ?? 0));

    /// <summary>Knows what a partner's rows mean that say nothing about booking; words that are not understood mean nothing.</summary>
    public OfferReader(string? defaultBooking) =>
        this.defaultBooking = defaultBooking is not null && BookingPhrase.Understand(defaultBooking).Is(out var booking, out _) ? booking : Booking.NotStated;

    /// <summary>What a row's columns say. Words about booking in any cell, read or not, keep the partner's own booking away: it may be the opposite.</summary>
    public Offer Read(TextRow row, IReadOnlyDictionary<TimetableField, string> cells, RowFindings findings)
    {
        var booking = Read(cells, TimetableField.Booking, bookings, findings);
        var cost = Read(cells, TimetableField.Cost, costs, findings);
        var range = ReadAges(cells, findings);
        if (range is not null && booking is not null && cost is not null)
            return new(range, booking, cost);
        var mentioned = mentions[TextsOf(cells.GetValueOrDefault(TimetableField.Title) ?? "", cells.GetValueOrDefault(TimetableField.Description))];
        return new(range ?? mentioned.Ages?.Range, booking ?? mentioned.Booking ?? DefaultFor(cells.Values.Concat(row.Unread.Select(u => u.Text))), cost ?? mentioned.Cost);
    }

    private Booking DefaultFor(IEnumerable<string?> texts) =>
        defaultBooking == Booking.NotStated || !texts.Any(t => t is not null && spoken[t.Length > MaxRead ? t[..MaxRead] : t]) ? defaultBooking : Booking.NotStated;

    /// <summary>What a calendar event's texts say beyond doubt.</summary>
    public Offer FindIn(CalendarRow row)
    {
        var mentioned = mentions[TextsOf(row.Title, row.Description)];
        return new(mentioned.Ages?.Range, mentioned.Booking ?? DefaultFor([row.Title, row.Description, row.Location]), mentioned.Cost);
    }

    /// <summary>As much of the texts as is read: a name that is too long is given back, a description is cut.</summary>
    private static (string Title, string? Description) TextsOf(string title, string? description) =>
        (title.Length > MaxRead ? "" : title, description is { Length: > MaxRead } ? description[..MaxRead] : description);

    /// <summary>Free texts are read conservatively: what could mean anything else is not taken.</summary>
    private static Mentions Mentioned((string Title, string? Description) texts)
    {
        var (title, description) = texts;
        if (!MayMention(title) && !MayMention(description))
            return default;
        var all = PlainText.Lines($"{title}\n{description}");
        var prices = all.SelectMany(CellPart.Of).Select(p => p.Text).Where(CostPhrase.IsOnlyAboutCost).Distinct().ToList();
        return new(
            AgePhrase.FindIn(title, isName: true)?.Ages ?? (description is null ? null : AgePhrase.FindIn(string.Join(". ", PlainText.Lines(description)), isName: false)?.Ages),
            BookingPhrase.FindIn(string.Join(". ", all)),
            prices is [var only] && CostPhrase.TryFindIn(only, out var price) ? price : null);
    }

    private static bool MayMention(string? text) => text is not null && text.AsSpan().ContainsAny(Signals);

    private readonly record struct Mentions(AgeMeaning? Ages, Booking? Booking, Cost? Cost);

    private AgeRange? ReadAges(IReadOnlyDictionary<TimetableField, string> cells, RowFindings findings)
    {
        var (field, text) = AgeTextOf(cells);
        if (text is null || Placeholder.Is(text))
            return null;
        if (!ages[text].Is(out var meaning, out var problem))
        {
            findings.Reject(new(field, text, problem));
            return null;
        }

        if (meaning.WasReversed)
            WarnReversed(text, findings);
        return meaning.Range;
    }

    /// <summary>Two columns are read as one phrase, so that "0" beside "6 months" is in months too.</summary>
    private static (TimetableField Field, string? Text) AgeTextOf(IReadOnlyDictionary<TimetableField, string> cells)
    {
        if (cells.TryGetValue(TimetableField.Ages, out var both))
            return (TimetableField.Ages, both);
        var hasFrom = cells.TryGetValue(TimetableField.AgeFrom, out var from) && !Placeholder.Is(from);
        var hasTo = cells.TryGetValue(TimetableField.AgeTo, out var to) && !Placeholder.Is(to);
        return (hasFrom, hasTo) switch
        {
            (true, true) => (TimetableField.AgeFrom, $"{from} to {to}"),
            (true, false) => (TimetableField.AgeFrom, from!.Contains('+', StringComparison.Ordinal) ? from : $"{from}+"),
            (false, true) => (TimetableField.AgeTo, $"up to {to}"),
            _ => (TimetableField.Ages, null),
        };
    }

    private static T? Read<T>(IReadOnlyDictionary<TimetableField, string> cells, TimetableField field, PhraseCache<string, Understood<T>> known, RowFindings findings)
        where T : class
    {
        if (!cells.TryGetValue(field, out var text) || Placeholder.Is(text))
            return null;
        if (known[text].Is(out var meaning, out var problem))
            return meaning;
        findings.Reject(new(field, text, problem));
        return null;
    }

    private static void WarnReversed(string text, RowFindings findings) =>
        findings.Warn("ages-reversed", $"\"{Misunderstanding.Quoted(text)}\" names the older age first; we read it the other way round.");
}
