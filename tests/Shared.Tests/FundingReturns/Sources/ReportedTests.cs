using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.Tests.FundingReturns.Sources.People;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources;

/// <summary>What a reading keeps of what the files say by strand, place and programme, so that the next return can be held against it.</summary>
public sealed class ReportedTests
{
    [Fact]
    public async Task A_ledger_by_strand_with_its_pounds_and_what_is_forecast() => Expect(
        """
        Strand infant-feeding 2026-10: 1, 400.25
        Strand parenting 2026-09: 1, 7200
        Strand parenting 2026-10: 2, 7000.50
        Forecast parenting 2026-11: 1, 6900
        """,
        await Given.ReadAsync(
            "ledger", [Given.Ask("projection", "2026-10")],
            [
                Given.File(
                    "ledger/2026-27.csv",
                    "Date,Strand,Type,Kind,Amount\n2026-09-30,parenting,revenue,actual,7200\n2026-10-31,Parenting,revenue,actual,7100.50\n2026-10-31,parenting,revenue,actual,-100\n"
                    + "2026-10-31,infant-feeding,capital,actual,400.25\n2026-10-31,haf,revenue,actual,1\n2026-11-30,parenting,revenue,forecast,6900\n"),
            ]));

    [Fact]
    public async Task Attendance_by_place_and_programme() => Expect(
        """
        Place ditton 2026-10: 1,
        Place kingsway 2026-10: 2,
        Programme Baby Massage 2026-10: 2,
        Programme Stay and Play 2026-10: 2,
        Role adult 2026-10: 3,
        Role child 2026-10: 1,
        Delivery in person 2026-10: 3,
        Delivery online 2026-10: 1,
        """,
        await AttendanceSource.ReadAsync(
            [GivenFiles.Ask("attendance.people", "2026-10")],
            [
                GivenFiles.File(
                    "attendance", "2026-10.csv",
                    "Person,Date,Place,Programme,Role,Delivery\nP1,2026-10-05,Kingsway,Baby Massage,child,\nP2,2026-10-05,kingsway,BABY MASSAGE,adult,\nP2,2026-10-06,Ditton Family Hub,Stay and Play,adult,\n"
                    + "P3,2026-10-06,,Stay and Play,adult,online\nP3,2026-10-06,Nowhere,Stay and Play,adult,\n"),
            ],
            GivenFiles.Places, default));

    [Fact]
    public async Task Registrations_by_postcode_district() => Expect(
        """
        PostcodeDistrict S60 2026-10: 1,
        PostcodeDistrict WA8 2026-10: 2,
        """,
        await RegistrationsSource.ReadAsync(
            [GivenFiles.Ask("registrations.people", "2026-10")],
            [
                GivenFiles.File(
                    "registrations", "2026-10.csv",
                    "Person,Date of birth,Postcode,Registered on,Ended on\nP1,2024-01-05,WA8 7ZX,2026-01-01,\nP2,2024-01-05,wa87zy,2026-01-01,\nP3,2024-01-05,S60 1AA,2026-01-01,\n"
                    + "P4,2024-01-05,WA8 7ZX,2026-01-01,2026-10-30\nP5,2024-01-05,12 Sample Row,2026-01-01,\n"),
            ],
            default));

    [Fact]
    public async Task Training_by_course_and_organisation_and_a_panel_by_activity()
    {
        Expect(
            """
            Course Peep 2026-10: 1,
            Course vig 2026-10: 1,
            Organisation Council 2026-10: 1,
            """,
            await Given.ReadAsync("training", [Given.Ask("people", "2026-10")], [Given.File("training/2026-10.csv", "Person,Course,Date,Status,Ward,Organisation\nD-1,VIG,2026-10-15,booked,,Council\nD-1,vig,2026-10-15,completed,,Council\nD-2,Peep,2026-10-15,completed,,\n")]));
        Expect(
            """
            Activity meeting 2026-10: 1,
            Activity survey 2026-10: 1,
            """,
            await Given.ReadAsync("panel", [Given.Ask("parents", "2026-10")], [Given.File("panel/2026-10.csv", "Date,Activity,Parents,Members\n2026-10-08,meeting,12,16\n2026-10-09,survey,3,\n")]));
    }

    [Fact]
    public void Of_several_readings_the_most_that_was_ever_said_stands()
    {
        var once = new Reported("attendance", ReportedBy.Programme, "HENRY", new(2026, 10), 12);

        Assert.Equal([once, once with { Name = "Peep", Number = 3 }], Reported.Most([once with { Name = "henry", Number = 4 }, once, once with { Name = "Peep", Number = 3 }]));
    }

    private static void Expect(string lines, SourceReading reading) => Assert.Equal(
        lines.ReplaceLineEndings("\n").Split('\n'),
        reading.Reported.Select(one => FormattableString.Invariant($"{one.By} {one.Name} {one.Month.Year}-{one.Month.Month:D2}: {one.Number}, {one.Pounds}").TrimEnd(' ')));
}
