using System.Globalization;
using System.Text.Json;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Timers;

/// <summary>Tells a timer function where its schedule stands, in the words of the real host.</summary>
internal static class TimerInput
{
    /// <param name="adjustsForDaylightSaving">Whether the schedule follows the clock on the wall.</param>
    /// <param name="state">Where the timer stands; null when nobody keeps that.</param>
    /// <param name="zone">The zone in which times are told.</param>
    /// <param name="isPastDue">Whether the run comes later than planned.</param>
    public static TriggerInput Of(bool adjustsForDaylightSaving, TimerState? state, TimeZoneInfo zone, bool isPastDue)
    {
        string At(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).ToString("O", CultureInfo.InvariantCulture);
        var status = state is null
            ? null
            : new
            {
                Last = state.Last is { } last ? At(last) : "0001-01-01T00:00:00",
                Next = At(state.Next),
                LastUpdated = At(state.Updated),
            };
        var json = JsonSerializer.Serialize(new
        {
            Schedule = new { AdjustForDST = adjustsForDaylightSaving },
            ScheduleStatus = status,
            IsPastDue = isPastDue,
        });
        return new TriggerInput(new TypedData { Json = json });
    }
}
