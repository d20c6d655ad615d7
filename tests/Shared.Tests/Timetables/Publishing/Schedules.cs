using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Publishing;

/// <summary>Arbitrary schedules around the school year of 2026.</summary>
internal static class Schedules
{
    public static readonly Gen<LocalDate> Date = Gen.Choose(0, 400).Select(days => new LocalDate(2026, 6, 1).PlusDays(days));

    private static readonly Gen<IsoDayOfWeek[]> Days =
        Gen.NonEmptyListOf(Gen.Choose(1, 7).Select(d => (IsoDayOfWeek)d)).Select(days => days.Distinct().Take(3).ToArray());

    private static readonly Gen<SessionSchedule> Weekly =
        from days in Days
        from weeks in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Constant(2)), (1, Gen.Choose(3, 5)))
        from start in Date
        select SessionSchedule.Weekly(days) with { EveryWeeks = weeks, From = weeks > 1 || start.Day % 2 == 0 ? start : null };

    private static readonly Gen<SessionSchedule> Monthly =
        from days in Days
        from weeks in Gen.NonEmptyListOf(Gen.Elements(-1, 1, 2, 3, 4, 5))
        select SessionSchedule.Monthly([.. weeks.Distinct()], days);

    private static readonly Gen<SessionSchedule> Listed =
        from dates in Gen.NonEmptyListOf(Date)
        select SessionSchedule.On(dates);

    /// <summary>Every kind of pattern, with and without bounds, exceptions and term time.</summary>
    public static readonly Gen<SessionSchedule> Any =
        from schedule in Gen.OneOf(Weekly, Monthly, Listed)
        from termTime in Gen.Elements(true, false)
        from until in Gen.Frequency((1, Gen.Constant((LocalDate?)null)), (1, Date.Select(d => (LocalDate?)d)))
        from except in Gen.ListOf(Date)
        select schedule with { TermTimeOnly = termTime, Until = until, Except = [.. except.Distinct().Order()] };

    /// <summary>A stretch of time; the second date is not before the first.</summary>
    public static readonly Gen<(LocalDate From, LocalDate To)> Stretch =
        from a in Date
        from b in Date
        select a <= b ? (a, b) : (b, a);
}
