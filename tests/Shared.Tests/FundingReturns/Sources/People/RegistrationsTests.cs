using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using static HubAutomation.Shared.Tests.FundingReturns.Sources.People.GivenFiles;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources.People;

/// <summary>Who is registered, by the newest snapshot.</summary>
public sealed class RegistrationsTests
{
    private const string Snapshot =
        """
        Person,Date of birth,Postcode,Registered on,Ended on
        P1,2024-01-31,WA8 7ZX,2024-03-01,
        P1,2024-01-31,WA8 8ZX,2026-03-01,
        P2,2023-05-05,,2023-06-01,31/10/2026
        P3,2023-05-05,WA8 7ZX,2023-06-01,01/11/2026
        P4,2026-09-05,WA8 7ZX,31 October 2026,
        P5,2026-09-05,WA8 7ZX,2026-11-01,
        """;

    [Fact]
    public async Task A_person_counts_once_from_the_first_day_to_the_day_before_the_end()
    {
        var reading = await ReadAsync([File("registrations", "2026-10.csv", Snapshot)], Ask("registrations.people", "2026-10"));

        Assert.Equal(3, reading.Figures.Single().Value.Value);
        Assert.Equal("registrations/2026-10.csv: 4 rows", reading.Figures.Single().Value.From);
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public async Task An_older_snapshot_is_carried_forward_with_a_warning()
    {
        var reading = await ReadAsync(
            [File("registrations", "2026-07.csv", Snapshot), File("registrations", "2026-10.csv", Snapshot), File("registrations", "2026-12.csv", Snapshot)],
            Ask("registrations.people", "2026-11"));

        Assert.Equal(3, reading.Figures.Single().Value.Value);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal((Severity.Warning, "carried-forward"), (finding.Severity, finding.Rule));
        Assert.Equal(
            "There is no file of registrations for November 2026, so those of October 2026 (registrations/2026-10.csv) are taken as if they still stood. Upload registrations/2026-11.csv.",
            finding.Sentence);
    }

    [Fact]
    public async Task Without_any_earlier_snapshot_nothing_is_said()
    {
        var reading = await ReadAsync([File("registrations", "2026-12.csv", Snapshot)], Ask("registrations.people", "2026-10"));

        Assert.Empty(reading.Figures);
        Assert.Equal(["missing registrations/2026-10"], reading.Findings.Select(finding => $"{finding.Rule} {finding.Place}"));
    }

    [Fact]
    public async Task Each_window_is_answered_at_its_own_end()
    {
        var reading = await ReadAsync([File("registrations", "2026-27.csv", Snapshot)], Ask("registrations.people", "2026-09"), Ask("registrations.people", "2026-10"), Ask("registrations.people", "2026-11"));

        Assert.Equal([3m, 3m, 3m], reading.Figures.Values.Select(figure => figure.Value!.Value));
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public async Task Rows_that_cannot_be_understood_are_given_back()
    {
        const string text =
            """
            Person,Date of birth,Postcode,Registered on,Ended on
            ,2024-01-31,WA8 7ZX,2024-03-01,
            P1,31/02/2024,WA8 7ZX,2024-03-01,
            P1,2024-01-31,WA8 7ZX,,
            P1,2024-01-31,WA8 7ZX,2024-03-01,later
            P1,2024-01-31,WA8 7ZX,2024-03-01,2024-02-01
            """;

        var reading = await ReadAsync([File("registrations", "2026-10.csv", text)], Ask("registrations.people", "2026-10"));

        Assert.Equal(0, reading.Figures.Single().Value.Value);
        Assert.Equal(
            ["Person empty", "Date of birth not-a-date", "Registered on empty", "Ended on not-a-date", "Ended on ends-before-it-begins"],
            reading.Rejects.Select(reject => $"{reject.Column} {reject.Rule}"));
    }

    private static Task<SourceReading> ReadAsync(IReadOnlyList<SourceFile> files, params FigureRequest[] requests) => RegistrationsSource.ReadAsync(requests, files, default);
}
