using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.Platform.Settings;
using static HubAutomation.Shared.Tests.FundingReturns.Sources.People.GivenFiles;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources.People;

/// <summary>Who came where, for the meeting of a locality.</summary>
public sealed class AttendanceByPlaceTests
{
    private const string Rows = """
        Person,Date,Place,Programme,Role,Delivery
        P1,2026-10-05,kingsway,HENRY,adult,
        P1,2026-10-12,kingsway,HENRY,adult,
        P2,2026-10-05,Kingsway CC,HENRY,child,
        P2,2026-10-06,ditton,Baby  massage,child,
        P3,2026-10-07,,HENRY,adult,online
        P4,2026-09-07,ditton,HENRY,adult,
        """;

    [Fact]
    public async Task The_shortest_months_that_are_asked_for_are_counted_by_place_each_person_once()
    {
        var reading = await AttendanceSource.ReadAsync([Ask("attendance.people", "2026-04..2026-10"), Ask("attendance.visits", "2026-10")], [File("attendance", "2026-27.csv", Rows)], Places, default);

        var table = Assert.Single(reading.Breakdowns);
        Assert.Equal(("attendance-by-place-2026-10", "Who came where, October 2026", true), (table.Id, table.Title, table.CountsPeople));
        Assert.Equal(["People", "Visits"], table.Columns);
        Assert.Equal(
            ["Ditton Family Hub: 1, 1 (widnes)", "Kingsway Family Hub: 2, 3 (widnes)", "Online, at no place: 1, 1 ()"],
            table.Rows.Select(row => $"{row.Label}: {row.Values[0]:0}, {row.Values[1]:0} ({row.Area})"));
    }

    [Fact]
    public async Task Without_rows_or_without_a_measure_of_attendance_there_is_no_table()
    {
        Assert.Empty((await AttendanceSource.ReadAsync([Ask("attendance.people", "2026-11")], [File("attendance", "2026-27.csv", Rows)], Places, default)).Breakdowns);
        Assert.Empty((await AttendanceSource.ReadAsync([], [File("attendance", "2026-27.csv", Rows)], Places, default)).Breakdowns);
    }

    [Theory]
    [InlineData("Appleton", true)]
    [InlineData("Central  & West Bank", true)]
    [InlineData("central & west\u00A0bank", true)]
    [InlineData("Grange", false)]
    public void A_ward_belongs_to_the_area_that_names_it_however_it_is_spaced(string ward, bool belongs) =>
        Assert.Equal(belongs, new Area("widnes", "Widnes") { Wards = ["Appleton", "Central & West Bank"] }.Has(ward));
}
