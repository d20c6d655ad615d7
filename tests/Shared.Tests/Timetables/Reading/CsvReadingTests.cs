using System.Text;
using HubAutomation.Shared.Timetables.Reading;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

public sealed class CsvReadingTests
{
    private const string Plain = """
        Day,Start time,End time,Activity,Venue,Ages
        Monday,9:30am,11am,Baby massage,Kingsway,0-6 months
        Tuesday,1pm,2:30pm,Stay & play,Ditton,Under 5s
        """;

    [Theory]
    [InlineData("Total,,,1")]
    [InlineData("Total sessions: 12,,,")]
    [InlineData("Grand total,,,12")]
    [InlineData("Please bring a drink,,,")]
    [InlineData("* refreshments are available,,,")]
    public void Totals_and_notes_that_say_nothing_of_when_are_no_rows(string remark) =>
        Assert.Equal(["2 Day=Monday | Start=9.30am | Title=Peep | Venue=Kingsway"], Given.Read($"Activity,Day,Start,Venue\nPeep,Monday,9.30am,Kingsway\n{remark}\n").Lines().Select(InOrder));

    [Theory]
    [InlineData("Total Fitness,Monday,10am,Kingsway")]
    [InlineData("Total Fitness,,,")]
    [InlineData("Baby massage,,,")]
    [InlineData("Please note: term time only,,,")]
    [InlineData("* no sessions on 26 October,,,")]
    [InlineData("NB Kingsway is closed for repairs,,,")]
    public void Whatever_may_be_a_session_or_limit_one_stays_a_row(string row) =>
        Assert.Equal(2, Given.Read($"Activity,Day,Start,Venue\nPeep,Monday,9.30am,Kingsway\n{row}\n").Items.Count());

    [Fact]
    public void A_plain_file_gives_a_row_for_each_session()
    {
        var file = Given.Read(Plain);
        Assert.Equal("CSV, UTF-8, separator comma, headings in row 1", file.FormatNote);
        Assert.Equal(
            [
                "2 Title=Baby massage | Day=Monday | Start=9:30am | End=11am | Venue=Kingsway | Ages=0-6 months",
                "3 Title=Stay & play | Day=Tuesday | Start=1pm | End=2:30pm | Venue=Ditton | Ages=Under 5s",
            ],
            file.Lines());
        Assert.Empty(file.UnknownHeadings);
    }

    [Theory]
    [InlineData(",", "comma")]
    [InlineData(";", "semicolon")]
    [InlineData("\t", "tab")]
    [InlineData("|", "|")]
    public void The_separator_is_found(string separator, string named)
    {
        var file = Given.Read($"""
            Activity{separator}Day{separator}Time{separator}Cost
            Rhyme time{separator}Weds{separator}10-10.45{separator}£1
            """);
        Assert.Equal($"CSV, UTF-8, separator {named}, headings in row 1", file.FormatNote);
        Assert.Equal(["2 Title=Rhyme time | Day=Weds | Time=10-10.45 | Cost=£1"], file.Lines());
    }

    [Fact]
    public void Excels_sep_line_names_the_separator_and_is_no_row()
    {
        var file = Given.Read("sep=;\r\nActivity;Day;Time\r\nSongs, rhymes;Mon;10-11\r\n");
        Assert.Equal(["2 Title=Songs, rhymes | Day=Mon | Time=10-11"], file.Lines());
    }

    public static TheoryData<string, string> Encodings => new()
    {
        { "utf-8", "UTF-8" },
        { "utf-8 with mark", "UTF-8" },
        { "utf-16 with mark", "UTF-16 LE" },
        { "utf-16", "UTF-16 LE" },
        { "utf-16BE with mark", "UTF-16 BE" },
        { "utf-16BE", "UTF-16 BE" },
        { "windows-1252", "Windows-1252" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_encoding_is_found(string encodingName, string named)
    {
        const string text = "Activity,Day,Time,Cost\nCafé for “new” mums – all welcome,Fri,9–10,£2\n";
        var encoding = encodingName.StartsWith("windows", StringComparison.Ordinal) ? Given.Windows1252 : Encoding.GetEncoding(encodingName.Split(' ')[0]);
        var mark = encodingName.EndsWith("mark", StringComparison.Ordinal) ? encoding.GetPreamble() : [];
        var file = Given.Read([.. mark, .. encoding.GetBytes(text)]);
        Assert.Equal($"CSV, {named}, separator comma, headings in row 1", file.FormatNote);
        Assert.Equal(["2 Title=Café for “new” mums – all welcome | Day=Fri | Time=9–10 | Cost=£2"], file.Lines());
    }

    [Fact]
    public void A_pound_sign_in_the_last_of_many_rows_still_tells_Windows_1252()
    {
        var rows = string.Concat(Enumerable.Repeat("Rhyme time,Mon,10-11,free\n", 5_000));
        var file = Given.Read(Given.Windows1252.GetBytes("Activity,Day,Time,Cost\n" + rows + "Baby yoga,Tue,1-2,£3\n"));
        Assert.Equal("5002 Title=Baby yoga | Day=Tue | Time=1-2 | Cost=£3", file.Lines()[^1]);
    }

    [Fact]
    public void Titles_and_blank_lines_may_stand_above_the_headings()
    {
        var file = Given.Read("""
            Widnes Library – what's on this autumn,,,
            ,,,

            Updated 1 September,,,
            What's on,When,Where,Who for
            Rhyme time,Mondays 10-10.45am,Widnes Library,Under 5s
            """);
        Assert.EndsWith("headings in row 5", file.FormatNote, StringComparison.Ordinal);
        Assert.Equal(["6 Title=Rhyme time | Day=Mondays | Time=10-10.45am | Venue=Widnes Library | Ages=Under 5s"], file.Lines());
    }

    [Fact]
    public void Cells_with_line_breaks_and_quotes_are_one_row_as_in_a_spreadsheet()
    {
        var file = Given.Read("Activity,Day,Time,Notes\n\"Stay,\nplay & \"\"grow\"\"\",Mon,10-11,\"Bring\na towel\"\nRhyme time,Tue,2-3,\n");
        Assert.Equal(
            ["2 Title=Stay,⏎play & \"grow\" | Description=Bring⏎a towel | Day=Mon | Time=10-11", "3 Title=Rhyme time | Day=Tue | Time=2-3"],
            file.Lines());
    }

    [Fact]
    public void Headings_repeated_for_each_page_and_blank_rows_are_no_data()
    {
        var file = Given.Read("Day,Activity,Time\nMon,Rhyme time,10-11\n\n , ,\nDay,Activity,Time\nTue,Baby yoga,1-2\n");
        Assert.Equal(["2 Title=Rhyme time | Day=Mon | Time=10-11", "6 Title=Baby yoga | Day=Tue | Time=1-2"], file.Lines());
    }

    [Fact]
    public void A_second_table_below_with_other_columns_is_read_by_its_own_headings()
    {
        var file = Given.Read("Day,Activity,Time\nMon,Rhyme time,10-11\nActivity,Time,Day,Cost\nBaby yoga,1-2,Tue,£2\n");
        Assert.Equal(["2 Title=Rhyme time | Day=Mon | Time=10-11", "4 Title=Baby yoga | Day=Tue | Time=1-2 | Cost=£2"], file.Lines());
    }

    [Fact]
    public void Short_rows_are_read_and_a_row_with_surplus_values_says_what_to_do()
    {
        var file = Given.Read("Day,Activity,Time,Venue\nMon,Rhyme time\nTue,Songs, rhymes and play,10-11,Ditton\nWed,Yoga,1-2,Ditton,,\n");
        Assert.Equal(
            [
                "2 Title=Rhyme time | Day=Mon",
                "3 ! too-many-cells: Tue | Songs |  rhymes and play | 10-11 | Ditton",
                "4 Title=Yoga | Day=Wed | Time=1-2 | Venue=Ditton",
            ],
            file.Lines());
    }

    [Fact]
    public void A_quotation_mark_that_is_never_closed_costs_its_own_row_only()
    {
        var file = Given.Read("Day,Activity,Time\nMon,\"Rhyme time,10-11\nTue,Baby yoga,1-2\nWed,Stay and play,9-10\n");
        Assert.Equal(
            ["2 ! quote-not-closed: Mon,\"Rhyme time,10-11", "3 Title=Baby yoga | Day=Tue | Time=1-2", "4 Title=Stay and play | Day=Wed | Time=9-10"],
            file.Lines());
    }

    [Fact]
    public void A_forgotten_mark_is_noticed_when_the_next_cell_in_quotes_seems_to_close_it()
    {
        var file = Given.Read("Day,Activity,Time\r\nMon,\"Rhyme time,10-11\r\nTue,\"Baby yoga, for mums\",1-2\r\n");
        Assert.Equal(["2 ! quote-not-closed: Mon,\"Rhyme time,10-11", "3 Title=Baby yoga, for mums | Day=Tue | Time=1-2"], file.Lines());
    }

    [Fact]
    public void A_line_of_50_MB_is_one_unreadable_row_and_reading_goes_on()
    {
        var content = new MemoryStream();
        content.Write("Day,Activity,Time\r\nMon,Rhyme time,10-11\r\nTue,"u8);
        var chunk = new byte[1 << 20];
        Array.Fill(chunk, (byte)'x');
        for (var i = 0; i < 50; i++)
            content.Write(chunk);
        content.Write("\r\nWed,Yoga,1-2\r\n"u8);

        var file = Assert.IsType<Readable>(TimetableReader.Open(content, "long.csv", Given.Library, Given.Options));
        var lines = file.Lines();
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("3 ! line-too-long: Tue,xxxx", lines[1], StringComparison.Ordinal);
        Assert.Equal("4 Title=Yoga | Day=Wed | Time=1-2", lines[2]);
    }

    [Fact]
    public void The_partners_own_headings_come_first()
    {
        var partner = Given.PartnerWith(("Bezeichnung", "Title"), ("Activity", "Description"), ("Slot", "time"));
        var file = Given.Read("Bezeichnung,Activity,Slot,Day\nRhyme time,Songs,10-11,Mon\n", partner: partner);
        Assert.Equal(["2 Title=Rhyme time | Description=Songs | Day=Mon | Time=10-11"], file.Lines());
    }

    [Fact]
    public void Headings_that_ask_a_question_mean_what_they_ask_for()
    {
        var file = Given.Read("What is it called?,What day?,What are the times?,How do I book?,Is there a charge?,How do I get there?\n\"Yoga\",Mon,1-2,Drop in,£2,Bus 61\n", partner: Given.PartnerWith(("What is it called?", "Title"), ("What day?", "Day")));
        Assert.Equal(["2 Title=Yoga | Day=Mon | Time=1-2 | Booking=Drop in | Cost=£2"], file.Lines());
        Assert.Equal(["How do I get there?"], file.UnknownHeadings);
    }

    [Fact]
    public void From_and_to_are_times_or_dates_by_what_stands_below()
    {
        Assert.Equal(
            ["2 Title=Yoga | Day=Mon | Start=10am | End=11am"],
            Given.Read("Activity,Day,From,To\nYoga,Mon,10am,11am\n").Lines());
        Assert.Equal(
            ["2 Title=Yoga | Day=Mon | DateFrom=7 Sept 2026 | DateTo=14/12/2026 | Time=10-11"],
            Given.Read("Activity,Day,Time,From,To\nYoga,Mon,10-11,7 Sept 2026,14/12/2026\n").Lines());
    }

    [Fact]
    public void Details_of_people_are_never_read_and_unknown_headings_are_named()
    {
        var file = Given.Read("Day,Activity,Time,Contact,Session leader,E-mail,Colour\nMon,Yoga,1-2,Jo Smith,Ann Lee,jo@example.org,blue\n");
        Assert.Equal(["2 Title=Yoga | Day=Mon | Time=1-2"], file.Lines());
        Assert.Equal("CSV, UTF-8, separator comma, headings in row 1; details of people are not read: Contact, Session leader, E-mail", file.FormatNote);
        Assert.Equal(["Colour"], file.UnknownHeadings);
    }

    [Fact]
    public void A_day_alone_in_a_row_heads_the_rows_below_it()
    {
        var file = Given.Read("Activity,Time,Venue\nMonday,,\nYoga,1-2,Ditton\nRhyme time,3-4,Ditton\nTuesday,,\nMassage,9-10,Ditton\n");
        Assert.Equal(
            [
                "3 Title=Yoga | Day=Monday | Time=1-2 | Venue=Ditton",
                "4 Title=Rhyme time | Day=Monday | Time=3-4 | Venue=Ditton",
                "6 Title=Massage | Day=Tuesday | Time=9-10 | Venue=Ditton",
            ],
            file.Lines());
    }

    [Fact]
    public void Frequency_belongs_to_the_day_and_week_commencing_to_the_dates()
    {
        var file = Given.Read("Activity,Day,Time,How often\nYoga,Mon,1-2,Fortnightly\nRhyme time,Tue,1-2,Weekly\n");
        Assert.Equal(["2 Title=Yoga | Day=Fortnightly Mon | Time=1-2", "3 Title=Rhyme time | Day=Tue | Time=1-2"], file.Lines());
        Assert.Equal(
            ["2 Title=Yoga | Day=Mon | Dates=w/c 14 Sept | Time=1-2"],
            Given.Read("W/C,Activity,Day,Time\n14 Sept,Yoga,Mon,1-2\n").Lines());
    }

    [Fact]
    public void A_yes_below_booking_required_becomes_words_of_its_own()
    {
        var file = Given.Read("Activity,Day,Time,Booking required?\nYoga,Mon,1-2,Yes\nRhyme time,Tue,1-2,N\nMassage,Wed,1-2,Ring to book\n");
        Assert.Equal(
            ["Booking=booking required", "Booking=no need to book", "Booking=Ring to book"],
            file.Lines().Select(l => l.Split(" | ")[^1]));
    }

    [Fact]
    public void Invisible_characters_are_taken_out_and_accents_have_one_form()
    {
        var file = Given.Read("Activity,Day,Time\n\u200BCafe\u0301\u00A0club\u00AD,\uFEFFMon ,1-2\n");
        Assert.Equal(["2 Title=Café club | Day=Mon | Time=1-2"], file.Lines());
    }

    [Fact]
    public void The_same_file_can_be_read_again()
    {
        var file = Given.Read(Plain);
        Assert.Equal(file.Lines(), file.Lines());
    }

    private static string InOrder(string line)
    {
        var (row, cells) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return $"{row} {string.Join(" | ", cells.Split(" | ").Order(StringComparer.Ordinal))}";
    }
}
