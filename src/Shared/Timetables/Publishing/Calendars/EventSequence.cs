using NodaTime;

namespace HubAutomation.Shared.Timetables.Publishing.Calendars;

/// <summary>
/// The SEQUENCE of an event (RFC 5545 §3.8.7.4): seconds since 2020 at its last change. It rises with each change, whichever file a
/// session comes from, and whatever else an event is made of: the council's places and terms, and the stretch that is published.
/// </summary>
internal static class EventSequence
{
    private static readonly Instant Epoch = Instant.FromUtc(2020, 1, 1, 0, 0);

    public static int At(Instant changed) => (int)(changed - Epoch).TotalSeconds;
}
