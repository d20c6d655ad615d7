using System.IO.Compression;
using HubAutomation.Shared.Timetables.Reading.Rows;
using static HubAutomation.Shared.Tests.Timetables.Reading.WorkbookFile;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

public sealed class WorkbookReadingTests
{
    [Fact]
    public void Values_are_read_and_not_formulas_and_dates_times_and_prices_have_one_written_form()
    {
        var file = Given.Read(new WorkbookFile().Sheet("Autumn",
        [
            ["Autumn 2026"],
            [],
            ["Activity", "Date", "Start time", "End time", "Cost", "Age from"],
            ["Baby yoga", Value(Date, "46279"), Value(Time, "0.39583333333333331"), Value(Time, "0.4375"), Value(Pounds, "2.5"), Value(General, "6")],
            ["Massage", Value(Date, "46280"), Value(General, "0.52083333333333337"), Value(TwoDecimals, "2.3"), Value(Pounds, "3"), ""],
        ]).Bytes(), "autumn.xlsx");
        Assert.Equal("Excel workbook, headings in row 3", file.FormatNote);
        Assert.Equal(
            [
                "4 Title=Baby yoga | Dates=2026-09-14 | Start=09:30 | End=10:30 | AgeFrom=6 | Cost=£2.50",
                "5 Title=Massage | Dates=2026-09-15 | Start=12:30 | End=2.30 | Cost=£3",
            ],
            file.Lines());
    }

    [Fact]
    public void A_cell_with_date_and_time_below_Start_gives_both()
    {
        var file = Given.Read(new WorkbookFile().Sheet("Autumn", [["Activity", "Start", "End"], ["Baby yoga", Value(Date, "46279.395833333"), Value(Time, "46279.4375")]]).Bytes(), "a.xlsx");
        Assert.Equal(["2 Title=Baby yoga | Dates=2026-09-14 | Start=09:30 | End=10:30"], file.Lines());
    }

    [Fact]
    public void A_day_merged_over_its_rows_counts_for_each_of_them()
    {
        var file = Given.Read(new WorkbookFile().Sheet(
            "Autumn",
            [["Day", "Activity", "Time"], ["Monday", "Yoga", "1-2"], ["", "Rhyme time", "3-4"], ["", "", ""], ["Tuesday", "Massage", "9-10"]],
            merged: ["A2:A4"]).Bytes(), "a.xlsx");
        Assert.Equal(["2 Title=Yoga | Day=Monday | Time=1-2", "3 Title=Rhyme time | Day=Monday | Time=3-4", "5 Title=Massage | Day=Tuesday | Time=9-10"], file.Lines());
    }

    [Fact]
    public void A_day_merged_over_the_whole_width_heads_the_rows_below()
    {
        var file = Given.Read(new WorkbookFile().Sheet(
            "Autumn",
            [["Activity", "Time"], ["Monday", ""], ["Yoga", "1-2"], ["Tuesday", ""], ["Massage", "9-10"]],
            merged: ["A2:B2", "A4:B4"]).Bytes(), "a.xlsx");
        Assert.Equal(["3 Title=Yoga | Day=Monday | Time=1-2", "5 Title=Massage | Day=Tuesday | Time=9-10"], file.Lines());
    }

    [Fact]
    public void Days_across_make_every_filled_cell_a_session()
    {
        var file = Given.Read(new WorkbookFile().Sheet("Autumn",
        [
            ["What's on this autumn"],
            ["", "Monday", "Tuesday", "Wed"],
            ["Kingsway", "9.30-11am Baby massage", "", "10-11 Yoga\n(0-6 months)"],
            ["1-2.30pm", "Stay and play", "9-10 Rhyme time\n1pm-2pm Messy play\nunder 5s", ""],
            ["Sensory room", "", "Baby yoga\n10-11\n\nToddler time\n1.30pm", ""],
        ]).Bytes(), "grid.xlsx");
        Assert.Equal("Excel workbook, days across, headings in row 2", file.FormatNote);
        Assert.Equal(
            [
                "B3 Day=Monday | Venue=Kingsway | Cell=9.30-11am Baby massage",
                "D3 Day=Wed | Venue=Kingsway | Cell=10-11 Yoga⏎(0-6 months)",
                "B4 Day=Monday | Time=1-2.30pm | Cell=Stay and play",
                "C4 Day=Tuesday | Time=1-2.30pm | Cell=9-10 Rhyme time",
                "C4 Day=Tuesday | Time=1-2.30pm | Cell=1pm-2pm Messy play⏎under 5s",
                "C5 Day=Tuesday | Room=Sensory room | Cell=Baby yoga⏎10-11",
                "C5 Day=Tuesday | Room=Sensory room | Cell=Toddler time⏎1.30pm",
            ],
            file.Lines());
    }

    [Fact]
    public void Merged_cells_in_a_grid_are_one_session_downwards_and_one_for_each_day_across()
    {
        var file = Given.Read(new WorkbookFile().Sheet(
            "Autumn",
            [["Time", "Monday", "Tuesday"], ["9-10", "9-11 Yoga", "9-10 Open house"], ["10-11", "", ""], ["1-2", "1-2 Play", ""]],
            merged: ["B2:B3", "B4:C4"]).Bytes(), "grid.xlsx");
        Assert.Equal(
            ["B2 Day=Monday | Time=9-10 | Cell=9-11 Yoga", "C2 Day=Tuesday | Time=9-10 | Cell=9-10 Open house", "B4 Day=Monday | Time=1-2 | Cell=1-2 Play", "C4 Day=Tuesday | Time=1-2 | Cell=1-2 Play"],
            file.Lines());
    }

    [Fact]
    public void A_day_merged_over_time_and_title_columns_reads_them_as_one_session()
    {
        var file = Given.Read(new WorkbookFile().Sheet(
            "Autumn", [["Monday", "", "Tuesday", ""], ["9-10", "Yoga", "10-11", "Massage"]], merged: ["A1:B1", "C1:D1"]).Bytes(), "grid.xlsx");
        Assert.Equal(["A2 Day=Monday | Cell=9-10⏎Yoga", "C2 Day=Tuesday | Cell=10-11⏎Massage"], file.Lines());
    }

    [Fact]
    public void Text_beside_the_grid_is_not_lost_without_a_word()
    {
        var file = Given.Read(new WorkbookFile().Sheet("A", [["", "Monday", "Tuesday", ""], ["Ditton", "9-10 Yoga", "", ""], ["", "", "", "Closed in August"]]).Bytes(), "grid.xlsx");
        Assert.Equal(["B2 Day=Monday | Venue=Ditton | Cell=9-10 Yoga", "3 ! outside-the-grid: Closed in August"], file.Lines());
    }

    [Fact]
    public void Every_visible_sheet_is_read_and_hidden_ones_are_told_of()
    {
        string[][] rows = [["Activity", "Time"], ["Yoga", "1-2"]];
        var file = Given.Read(new WorkbookFile().Sheet("Monday", rows).Sheet("Staff", rows, hidden: true).Sheet("Notes", [["Ring us"]]).Sheet("Tuesday", rows).Bytes(), "a.xlsx");
        Assert.Equal(
            "Excel workbook, hidden sheets not read: \"Staff\", \"Monday\": headings in row 1, \"Tuesday\": headings in row 1; without headings and so not read: \"Notes\"",
            file.FormatNote);
        Assert.Equal(["Monday!2 Title=Yoga | Day=Monday | Time=1-2", "Tuesday!2 Title=Yoga | Day=Tuesday | Time=1-2"], file.Lines());
    }

    [Fact]
    public void A_truncated_workbook_is_refused_with_what_to_do()
    {
        var whole = new WorkbookFile().Sheet("A", [["Activity", "Time"], ["Yoga", "1-2"]]).Bytes();
        var unreadable = Assert.IsType<Unreadable>(Given.Open(whole[..(whole.Length / 2)], "../secret/cut\u0007.xlsx"));
        Assert.Equal("workbook-damaged", unreadable.Rule);
        Assert.Equal("cut.xlsx is incomplete or damaged, perhaps because it was cut off while it was sent. Open it in Excel, save it again and send the new file.", unreadable.Sentence);
    }

    [Fact]
    public void A_sheet_that_breaks_off_keeps_the_rows_before()
    {
        var content = new MemoryStream(new WorkbookFile().Sheet("A", [["Activity", "Time"], ["Yoga", "1-2"]]).Sheet("B", [["Activity", "Time"], ["Massage", "2-3"]]).Bytes().ToArray());
        var expandable = new MemoryStream();
        content.CopyTo(expandable);
        using (var zip = new ZipArchive(expandable, ZipArchiveMode.Update, leaveOpen: true))
        {
            var part = zip.GetEntry("xl/worksheets/sheet2.xml")!;
            part.Delete();
            Write(zip, "xl/worksheets/sheet2.xml", "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inl");
        }

        var lines = Given.Open(expandable.ToArray(), "a.xlsx") is Readable readable ? readable.Lines() : [];
        Assert.Equal(["A!2 Title=Yoga | Time=1-2", "Sheet 2!1 ! file-breaks-off: "], lines);
    }

    [Fact]
    public void A_workbook_that_unpacks_to_far_too_much_is_refused_before_it_is_read()
    {
        var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "xl/workbook.xml", "<workbook/>");
            using var bomb = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            var blanks = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
                bomb.Write(blanks);
        }

        Assert.Equal("workbook-too-large", Assert.IsType<Unreadable>(Given.Open(content.ToArray(), "bomb.xlsx")).Rule);
    }

    [Fact]
    public void A_cell_in_a_sheets_last_corner_takes_no_minutes_and_is_told_of()
    {
        var bytes = new WorkbookFile().Sheet("A", [["Activity", "Time"], ["Yoga", "1-2"]]).Bytes();
        var content = new MemoryStream();
        content.Write(bytes);
        using (var zip = new ZipArchive(content, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            Write(zip, "xl/worksheets/sheet1.xml", """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>Activity</v></c><c r="B1" t="str"><v>Time</v></c></row><row r="2"><c r="A2" t="str"><v>Yoga</v></c><c r="B2" t="str"><v>1-2</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>""");
        }

        var lines = Assert.IsType<Readable>(Given.Open(content.ToArray(), "wide.xlsx")).Lines();
        Assert.Equal(["2 Title=Yoga | Time=1-2", "1223 ! sheet-too-empty: "], lines);
    }
}
