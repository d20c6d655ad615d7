using HubAutomation.Shared.Tests.Timetables.Reading;
using HubAutomation.Shared.Tests.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding;

namespace HubAutomation.Shared.Tests.Timetables.Intake;

/// <summary>What is too much is said, and costs nothing but itself.</summary>
public class LimitsTests
{
    private const string Good = "Peep,Monday,10-11am,Kingsway,";

    [Fact]
    public void A_cell_that_is_too_long_costs_its_row_and_is_named()
    {
        var items = Given.Read($"Title,Day,Time,Place,Notes\n{Good}\n{new string('9', 900_000)},Monday,10-11am,Kingsway,\n{Good}\n").Items.ToArray();

        Assert.Equal(3, items.Length);
        var reject = Assert.IsType<UnreadableRow>(items[1]).Reject;
        Assert.Equal("The cell below \"Title\" has 900,000 characters. Shorten it; at most 10,000 are read.", reject.Sentence);
        Assert.Equal(200, reject.Value.Length);
    }

    [Fact]
    public void A_description_that_is_too_long_is_cut_with_a_warning()
    {
        var item = Assert.Single(Given.Read($"Title,Day,Time,Place,Description\n{Good}{string.Concat(Enumerable.Repeat("Bring a drink. ", 2_000))}\n").Items);

        var accepted = Assert.IsType<Accepted>(Widnes.Interpreter().Interpret(item));

        Assert.Equal("The description was cut to 1000 characters.", Assert.Single(accepted.Warnings, w => w.Rule == "description-shortened").Sentence);
        Assert.InRange(accepted.Session.Description!.Length, 980, 1000);
    }

    [Fact]
    public void A_long_text_that_turns_out_short_is_still_said_to_be_cut()
    {
        var item = Assert.Single(Given.Read($"Title,Day,Time,Place,Description\n{Good}Songs <!-- {new string('x', 20_000)} -->\n").Items);

        Assert.Contains(Assert.IsType<Accepted>(Widnes.Interpreter().Interpret(item)).Warnings, w => w.Rule == "description-shortened");
    }

    [Fact]
    public void A_long_cell_in_a_column_that_is_not_read_costs_nothing() =>
        Assert.IsType<TextRow>(Assert.Single(Given.Read($"Title,Day,Time,Place,Colour\n{Good}{new string('x', 50_000)}\n").Items));

    [Fact]
    public void An_event_with_a_title_that_is_too_long_is_given_back()
    {
        var calendar = Reading.CalendarText.Calendar([.. Reading.CalendarText.Event("UID:1", $"SUMMARY:{new string('9', 200_000)}", "DTSTART:20260914T100000", "DTEND:20260914T110000")]);

        Assert.Equal("text-too-long", Assert.IsType<UnreadableRow>(Assert.Single(Given.Read(calendar, "a.ics").Items)).Reject.Rule);
    }

    [Fact]
    public void A_calendar_of_more_events_than_fit_is_refused_whole()
    {
        var calendar = Reading.CalendarText.Calendar([.. Enumerable.Repeat("BEGIN:VEVENT", 30_000)]);

        Assert.Equal("calendar-too-large", Assert.IsType<Unreadable>(Given.Open(calendar, "a.ics")).Rule);
    }

    [Fact]
    public void A_workbook_whose_sheets_are_one_part_is_refused()
    {
        var nonsense = HubAutomation.Testing.Hub.Nonsense.Kinds.Single(k => k.Name == "sheets on one part");

        Assert.Equal("workbook-damaged", Assert.IsType<Unreadable>(Given.Open(nonsense.Of(2), "a.xlsx")).Rule);
        Assert.Equal("workbook-too-many-sheets", Assert.IsType<Unreadable>(Given.Open(nonsense.Of(5_000), "a.xlsx")).Rule);
    }

    [Theory]
    [InlineData("<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row>", "ZZZZZZ2")]
    [InlineData("<row r=\"2\"><c r=\"XFE2\"><v>1</v></c></row>", "XFE2")]
    [InlineData("<row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row>", "row 1048577")]
    [InlineData("<row r=\"2147483646\"/>", "row 2147483646")]
    public void A_cell_beyond_Excels_last_column_or_row_is_refused_before_anything_grows(string row, string at)
    {
        var content = HubAutomation.Testing.Hub.Nonsense.Workbook(row);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refusal = Assert.IsType<Unreadable>(Given.Open(content, "a.xlsx"));

        Assert.Equal("workbook-beyond-its-edge", refusal.Rule);
        Assert.Equal($"a.xlsx has something at {at}, beyond the last column or row that Excel has (XFD and 1048576). Open it in Excel, save it again as .xlsx and send the new file.", refusal.Sentence);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void The_last_cell_that_Excel_has_is_no_reason_to_refuse() => Assert.Equal(
        "headings-not-found", Assert.IsType<Unreadable>(Given.Open(HubAutomation.Testing.Hub.Nonsense.Workbook("<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>"), "a.xlsx")).Rule);

    [Fact]
    public void Many_rows_as_wide_as_Excel_goes_are_refused() => Assert.Equal(
        "workbook-too-large",
        Assert.IsType<Unreadable>(Given.Open(HubAutomation.Testing.Hub.Nonsense.Workbook("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>" + string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 20_000))), "a.xlsx")).Rule);

    [Fact]
    public void A_cell_that_spans_a_table_counts_in_each_of_its_places()
    {
        var text = string.Concat(Enumerable.Repeat("café ", 1_900));
        var page = $"<table><tr><th>Title<th>Day<th>Time<th>Place<tr><td>Yoga<td>Monday<td>10-11am<td>Kingsway<tr><td>Peep<td>Monday<td>10-11am<td rowspan=65534 colspan=256>{text}{string.Concat(Enumerable.Repeat("<tr><td>Peep<td>Monday<td>10-11am", 500))}</table>";

        var items = Given.Read(page, "a.html").Items.ToArray();

        Assert.InRange(items.Length, 2, 100);
        Assert.Equal("cells-span-too-much", Assert.IsType<UnreadableRow>(items[^1]).Reject.Rule);
    }

    [Fact]
    public void Of_a_million_things_that_are_wrong_the_first_are_listed_and_the_others_counted()
    {
        var list = new MemoryStream();
        using (var file = new RejectsFile(list))
            file.AddRemainder(995_000);

        Assert.Contains("\"995,000 more things are wrong in this file. Correct these first; the others are listed when you send it again.\"", System.Text.Encoding.UTF8.GetString(list.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_rules_throw_costs_one_row_and_is_told_to_us()
    {
        var told = new List<Exception>();
        var interpreter = new RowInterpreter(Widnes.Settings, Widnes.Partner, Widnes.Today) { OnFailure = told.Add };

        var rejected = Assert.IsType<Rejected>(interpreter.Interpret(new TextRow(new(7), new Broken())));

        Assert.Equal(("row-not-read", 7), (Assert.Single(rejected.Rejects).Rule, rejected.Place.Row));
        Assert.IsType<System.Text.RegularExpressions.RegexMatchTimeoutException>(Assert.Single(told));
        Assert.IsType<Accepted>(interpreter.Interpret(Widnes.Row((TimetableField.Title, "Peep"), (TimetableField.Day, "Monday"), (TimetableField.Time, "10am"), (TimetableField.Venue, "Ditton"))));
    }

    /// <summary>Cells that throw what a regular expression throws that runs out of time.</summary>
    private sealed class Broken : Dictionary<TimetableField, string>, IReadOnlyDictionary<TimetableField, string>
    {
        bool IReadOnlyDictionary<TimetableField, string>.TryGetValue(TimetableField key, out string value) => throw new System.Text.RegularExpressions.RegexMatchTimeoutException();
    }
}
