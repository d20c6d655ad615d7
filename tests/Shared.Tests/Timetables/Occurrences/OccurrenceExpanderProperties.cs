using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.Tests.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Occurrences;

/// <summary>What holds for every schedule in every stretch of time.</summary>
public class OccurrenceExpanderProperties
{
    [Fact]
    public void Dates_are_ascending_and_distinct() => ForAll((schedule, stretch) =>
    {
        var dates = Dates(schedule, stretch);
        return dates.SequenceEqual(dates.Distinct().Order());
    });

    [Fact]
    public void No_date_lies_outside_the_stretch_or_the_schedules_own_bounds() => ForAll((schedule, stretch) =>
        Dates(schedule, stretch).All(d => stretch.From <= d && d <= stretch.To && !(d < schedule.From) && !(d > schedule.Until)));

    [Fact]
    public void Term_time_only_never_falls_into_a_holiday() => ForAll((schedule, stretch) =>
        !schedule.TermTimeOnly || Dates(schedule, stretch).All(Widnes.Calendar.IsTermTime));

    [Fact]
    public void A_pattern_never_falls_on_a_bank_holiday() => ForAll((schedule, stretch) =>
        schedule.Kind == ScheduleKind.Dates || !Dates(schedule, stretch).Any(Widnes.Calendar.BankHolidays.ContainsKey));

    [Fact]
    public void Exceptions_never_take_place() => ForAll((schedule, stretch) => !Dates(schedule, stretch).Intersect(schedule.Except).Any());

    [Fact]
    public void Every_date_has_one_of_the_patterns_weekdays() => ForAll((schedule, stretch) =>
        schedule.Kind == ScheduleKind.Dates
            ? Dates(schedule, stretch).All(schedule.Dates.Contains)
            : Dates(schedule, stretch).All(d => schedule.Days.Contains(d.DayOfWeek)));

    [Fact]
    public void A_shorter_stretch_gives_exactly_those_dates_of_a_longer_one_that_lie_in_it() => ForAll((schedule, stretch) =>
        Dates(schedule, stretch).SequenceEqual(
            Dates(schedule, (stretch.From.PlusDays(-45), stretch.To.PlusDays(45))).Where(d => stretch.From <= d && d <= stretch.To)));

    [Fact]
    public void Listing_the_dates_found_finds_the_same_dates_again() => ForAll((schedule, stretch) =>
    {
        var dates = Dates(schedule, stretch);
        return Dates(SessionSchedule.On(dates), stretch).SequenceEqual(dates);
    });

    private static IReadOnlyList<LocalDate> Dates(SessionSchedule schedule, (LocalDate From, LocalDate To) stretch) =>
        OccurrenceExpander.Dates(schedule, Widnes.Calendar, stretch.From, stretch.To);

    private static void ForAll(Func<SessionSchedule, (LocalDate From, LocalDate To), bool> holds) =>
        Prop.ForAll(Schedules.Any.Zip(Schedules.Stretch).ToArbitrary(), pair => holds(pair.Item1, pair.Item2)).Check(Properties.Repeatable);
}
