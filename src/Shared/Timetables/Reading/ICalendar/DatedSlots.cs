using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>Groups occurrences that differ in nothing but their week into rows with dates.</summary>
internal static class DatedSlots
{
    /// <summary>A row for each title, place, weekday, start and end.</summary>
    public static IEnumerable<CalendarRow> Of(IEnumerable<EventOccurrence> occurrences) => occurrences
        .GroupBy(o => (o.Source.Title, o.Source.Location, o.Start.DayOfWeek, o.Start.TimeOfDay, o.End?.TimeOfDay))
        .Select(slot =>
        {
            var source = slot.First().Source;
            var schedule = SessionSchedule.On(slot.Select(o => o.Start.Date));
            return new CalendarRow(
                source.Place, source.Title, source.Description, source.Location, schedule, slot.Key.Item4, slot.Key.Item5);
        });
}
