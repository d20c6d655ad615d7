using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Tests.Platform.Time;

/// <summary>Every deadline of a return hangs on these. The bank holidays are England's: https://www.gov.uk/bank-holidays.</summary>
public sealed class WorkingDaysTests
{
    private static readonly AuthorityCalendar England = new([], [], new Dictionary<LocalDate, string>
    {
        [new(2026, 12, 25)] = "Christmas Day",
        [new(2026, 12, 28)] = "Boxing Day (substitute day)",
        [new(2027, 1, 1)] = "New Year's Day",
        [new(2027, 3, 26)] = "Good Friday",
        [new(2027, 3, 29)] = "Easter Monday",
    });

    [Theory]
    [InlineData("2026-12-24", true)] // Thursday
    [InlineData("2026-12-25", false)] // Christmas Day, a Friday
    [InlineData("2026-12-26", false)] // Saturday
    [InlineData("2026-12-27", false)] // Sunday
    [InlineData("2026-12-28", false)] // a Monday, the substitute day
    [InlineData("2026-12-29", true)]
    [InlineData("2025-12-25", true)] // this calendar does not know it
    public void People_work_from_Monday_to_Friday_but_for_bank_holidays(string date, bool isWorkingDay) =>
        Assert.Equal(isWorkingDay, England.IsWorkingDay(Date(date)));

    [Theory]
    [InlineData("2026-12-22", 5, "2026-12-31")] // 23, 24, then 29, 30, 31
    [InlineData("2026-12-24", 1, "2026-12-29")]
    [InlineData("2026-12-31", 1, "2027-01-04")]
    [InlineData("2026-12-27", 1, "2026-12-29")]
    [InlineData("2027-03-25", 1, "2027-03-30")]
    [InlineData("2026-12-29", -1, "2026-12-24")]
    [InlineData("2027-01-04", -3, "2026-12-29")]
    [InlineData("2027-03-30", -2, "2027-03-24")]
    [InlineData("2026-12-26", 0, "2026-12-26")]
    public void Days_that_are_none_are_passed_over_in_both_directions(string from, int days, string to) =>
        Assert.Equal(Date(to), England.PlusWorkingDays(Date(from), days));

    [Theory]
    [InlineData(2027, 1, 1, "2027-01-04")] // the first is a bank holiday, then a weekend
    [InlineData(2027, 1, 3, "2027-01-06")]
    [InlineData(2026, 12, 1, "2026-12-01")]
    [InlineData(2026, 11, 1, "2026-11-02")] // the first is a Sunday
    [InlineData(2026, 12, 20, "2026-12-30")]
    public void A_month_s_working_days_are_counted_from_its_first_day(int year, int month, int number, string date) =>
        Assert.Equal(Date(date), England.WorkingDayOf(new YearMonth(year, month), number));

    [Theory]
    [InlineData("2026-12-31", "2026-12-31T17:00:00+00:00")]
    [InlineData("2026-07-01", "2026-07-01T16:00:00+00:00")] // summer time
    public void Close_of_business_is_five_o_clock_in_London(string date, string utc) =>
        Assert.Equal(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), Date(date).InLondon(WorkingDays.CloseOfBusiness));

    private static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
