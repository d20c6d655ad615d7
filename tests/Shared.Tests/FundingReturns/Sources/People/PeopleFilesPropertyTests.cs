using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.People;
using static HubAutomation.Shared.Tests.FundingReturns.Sources.People.GivenFiles;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources.People;

/// <summary>Whatever is in a file of people, it is answered; and counting agrees with the plainest way to count.</summary>
public sealed class PeopleFilesPropertyTests
{
    private const string Headings = "Person,Date,Place,Programme,Role,Delivery\n";

    private static readonly Gen<string> Scraps = Gen.Elements(
        "\"", ",", "\n", "\r\n", "P1", "2026-10-05", "05/10/2026", "kingsway", "The Hall", "HENRY", "child", "adult", "online", " ", "é", "\uFDD0", "\0", ";", "31/02/2026", new string('x', 300));

    [Fact]
    public void Arbitrary_bytes_are_answered() =>
        Prop.ForAll(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf().ToArbitrary(), Answers).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Arbitrary_text_below_headings_is_answered() =>
        Prop.ForAll(Scraps.ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            Answers(Encoding.UTF8.GetBytes(Headings + text));
            Answers(Encoding.UTF8.GetBytes("Person,Date of birth,Postcode,Registered on,Ended on\n" + text));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void People_and_visits_agree_with_sets_of_strings()
    {
        var row = from person in Gen.Choose(1, 9)
                  from day in Gen.Choose(1, 5)
                  from place in Gen.Elements("kingsway", "ditton")
                  from programme in Gen.Elements("HENRY", "Peep")
                  from role in Gen.Elements("child", "adult")
                  select (Person: $"P{person}", Day: day, Place: place, Programme: programme, Role: role);
        Prop.ForAll(row.ArrayOf().ToArbitrary(), rows =>
        {
            var text = Headings + string.Concat(rows.Select(r => $"{r.Person},2026-10-0{r.Day},{r.Place},{r.Programme},{r.Role},\n"));
            var first = rows.DistinctBy(r => (r.Person, r.Day, r.Place, r.Programme)).ToList();
            var chosen = first.Where(r => r.Place == "ditton" && r.Role == "child").ToList();

            var reading = AttendanceSource.ReadAsync(
                [Ask("attendance.people", "2026-10"), Ask("attendance.visits", "2026-10"), Ask("attendance.people", "2026-10", ("place", ["ditton"]), ("role", ["child"])), Ask("attendance.visits", "2026-10", ("place", ["ditton"]), ("role", ["child"]))],
                [File("attendance", "2026-10.csv", text)], Places, default).Result;

            Assert.Equal(
                [first.DistinctBy(r => r.Person).Count(), first.Count, chosen.DistinctBy(r => r.Person).Count(), chosen.Count],
                reading.Figures.Values.Select(figure => (int)figure.Value!.Value));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static void Answers(byte[] content)
    {
        var attendance = AttendanceSource.ReadAsync([Ask("attendance.people", "2026-10")], [File("attendance", "2026-10.csv", content)], Places, default).Result;
        var registrations = RegistrationsSource.ReadAsync([Ask("registrations.people", "2026-10")], [File("registrations", "2026-10.csv", content)], default).Result;

        // Either there is a figure, or a finding says why not.
        Assert.True(attendance.Figures.Single().Value.Value is not null || attendance.Findings.Any(finding => finding.Severity == Severity.Error));
        Assert.True(registrations.Figures.Count == 1 || registrations.Findings.Any(finding => finding.Severity == Severity.Error));
    }
}
