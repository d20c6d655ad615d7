using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources;

/// <summary>"Triple  P" with two blanks is the same programme: white space tells nothing apart, wherever texts are compared.</summary>
public sealed class WhiteSpaceTests
{
    [Theory]
    [InlineData("Triple  P", "Triple P")]
    [InlineData(" Triple P ", "Triple P")]
    [InlineData("Triple\u00A0P", "Triple P")]
    [InlineData("Triple \u00A0 P", "Triple P")]
    [InlineData("Triple\tP", "Triple P")]
    [InlineData("Triple\r\nP", "Triple P")]
    [InlineData("Triple\u2003P\u200B", "Triple P")]
    [InlineData("Triple P", "Triple P")]
    [InlineData("", "")]
    public void Any_white_space_between_words_is_one_blank(string written, string compared) => Assert.Equal(compared, CellText.Words(written));

    [Theory]
    [InlineData("Triple P")]
    [InlineData("triple  p")]
    [InlineData("Triple\u00A0P")]
    public async Task A_programme_is_the_same_however_it_is_spaced_in_file_and_measure(string asked)
    {
        const string text = "Person,Date,Place,Programme,Role\nP1,2026-10-05,kingsway,Triple P,adult\nP2,2026-10-05,Kingsway  Family Hub,Triple  P,adult\nP3,2026-10-05,kingsway,\"Triple\nP\",adult\nP1,2026-10-05,kingsway,Triple   P,adult\n";

        var reading = await ReadAttendanceAsync(text, Given.Ask("people", "2026-10", ("programme", asked)) with { Query = Query("people", asked) }, Given.Ask("visits", "2026-10", ("programme", asked)) with { Query = Query("visits", asked) });

        // The first and the last row are one visit.
        Assert.Equal([3m, 3m], reading.Figures.Values.Select(figure => figure.Value));
        Assert.Empty(reading.Rejects);
    }

    [Fact]
    public async Task A_course_is_the_same_and_stands_once_in_the_table()
    {
        var reading = await Given.ReadAsync(
            "training", [Given.Ask("people", "2026-10", ("course", "HENRY  Core"))],
            [Given.File("training/2026-27.csv", "Person,Course,Date,Status\nT1,HENRY Core,2026-10-05,completed\nT2,HENRY  Core,2026-10-06,completed\nT 3,henry\u00A0core,2026-10-06,completed\nT  3,HENRY Core,2026-10-07,completed\n")]);

        Assert.Equal(3, reading.Figure().Value);
        Assert.Equal(["HENRY Core"], reading.Breakdowns[0].Rows.Select(row => row.Label));
    }

    [Fact]
    public async Task A_strand_of_the_ledger_and_a_heading_are_the_same()
    {
        var reading = await Given.ReadAsync(
            "ledger", [Given.Ask("spent", "2026-10", ("strand", "Infant  feeding"))],
            [Given.File("ledger/2026-27.csv", "Posting  date,Strand,Type,Kind,Amount\n2026-10-05,Infant feeding,revenue,actual,10.00\n2026-10-06,Infant  feeding,revenue,actual,5.00\n2026-10-07,infant\u00A0feeding,Revenue ,actual,1.00\n")]);

        Assert.Equal(16, reading.Figure().Value);
        Assert.Empty(reading.Rejects);
    }

    private static FigureQuery Query(string what, string programme) => new("attendance", what, new Dictionary<string, IReadOnlyList<string>> { ["programme"] = [programme] });

    private static Task<SourceReading> ReadAttendanceAsync(string text, params FigureRequest[] requests) => AttendanceSource.ReadAsync(
        requests, [Given.File("attendance/2026-10.csv", text)],
        [new Place("kingsway", "Kingsway Family Hub", PlaceKind.Hub, "widnes", "", "", [], [], new Dictionary<NodaTime.IsoDayOfWeek, OpenHours>())], default);
}
