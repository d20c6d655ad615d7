using HubAutomation.Shared.Timetables.Understanding.Phrases;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>For whom, whether to book and at what price.</summary>
internal readonly record struct Offer(AgeRange? Ages, Booking Booking, Cost? Cost);

/// <summary>Reads a row's ages, booking and cost.</summary>
internal sealed class OfferReader
{
    private readonly Booking defaultBooking;
    private readonly PhraseCache<string, Understood<AgeMeaning>> ages = new(AgePhrase.Understand);
    private readonly PhraseCache<string, Understood<Booking>> bookings = new(BookingPhrase.Understand);
    private readonly PhraseCache<string, Understood<Cost>> costs = new(CostPhrase.Understand);

    /// <summary>Knows what a partner's rows mean that say nothing about booking; words that are not understood mean nothing.</summary>
    public OfferReader(string? defaultBooking) =>
        this.defaultBooking = defaultBooking is not null && BookingPhrase.Understand(defaultBooking).Is(out var booking, out _) ? booking : Booking.NotStated;

    /// <summary>What a row's columns say.</summary>
    public Offer Read(IReadOnlyDictionary<TimetableField, string> cells, RowFindings findings)
    {
        var booking = Read(cells, TimetableField.Booking, bookings, findings, out var said);
        var cost = Read(cells, TimetableField.Cost, costs, findings, out _);
        return new(ReadAges(cells, findings), said ? booking! : defaultBooking, cost);
    }

    /// <summary>What a calendar event's texts say beyond doubt.</summary>
    public Offer FindIn(CalendarRow row, RowFindings findings)
    {
        var found = AgePhrase.FindIn(row.Title) ?? (row.Description is null ? null : AgePhrase.FindIn(row.Description));
        if (found?.Ages.WasReversed == true)
            WarnReversed(found.Value.Words, findings);
        var booking = BookingPhrase.FindIn($"{row.Title}. {row.Description}") ?? defaultBooking;
        var cost = PlainText.Lines($"{row.Title}\n{row.Description}").SelectMany(CellPart.Of).Where(p => CostPhrase.IsOnlyAboutCost(p.Text)).Select(p => p.Text).Distinct().ToList();
        return new(found?.Ages.Range, booking, cost is [var only] && CostPhrase.TryFindIn(only, out var price) ? price : null);
    }

    private AgeRange? ReadAges(IReadOnlyDictionary<TimetableField, string> cells, RowFindings findings)
    {
        var (field, text) = AgeTextOf(cells);
        if (text is null || IsPlaceholder(text))
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
        var hasFrom = cells.TryGetValue(TimetableField.AgeFrom, out var from) && !IsPlaceholder(from);
        var hasTo = cells.TryGetValue(TimetableField.AgeTo, out var to) && !IsPlaceholder(to);
        return (hasFrom, hasTo) switch
        {
            (true, true) => (TimetableField.AgeFrom, $"{from} to {to}"),
            (true, false) => (TimetableField.AgeFrom, from!.Contains('+', StringComparison.Ordinal) ? from : $"{from}+"),
            (false, true) => (TimetableField.AgeTo, $"up to {to}"),
            _ => (TimetableField.Ages, null),
        };
    }

    private static T? Read<T>(IReadOnlyDictionary<TimetableField, string> cells, TimetableField field, PhraseCache<string, Understood<T>> known, RowFindings findings, out bool said)
    {
        said = false;
        if (!cells.TryGetValue(field, out var text) || IsPlaceholder(text))
            return default;
        said = known[text].Is(out var meaning, out var problem);
        if (problem is not null)
            findings.Reject(new(field, text, problem));
        return meaning;
    }

    /// <summary>"n/a", "-", "TBC": nothing is said.</summary>
    private static bool IsPlaceholder(string text) =>
        text.Length <= 16 && text.Trim(' ', '.', '?').ToUpperInvariant() is "" or "-" or "–" or "—" or "N/A" or "NA" or "TBC" or "TBA" or "NOT APPLICABLE" or "NOT KNOWN" or "UNKNOWN";

    private static void WarnReversed(string text, RowFindings findings) =>
        findings.Warn("ages-reversed", $"\"{Misunderstanding.Quoted(text)}\" names the older age first; we read it the other way round.");
}
