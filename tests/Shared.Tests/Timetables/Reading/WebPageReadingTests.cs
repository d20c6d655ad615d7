using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

public sealed class WebPageReadingTests
{
    [Fact]
    public void A_table_is_read_as_it_is_seen()
    {
        var file = Given.Read("""
            <!DOCTYPE html><html><body><h1>What's on</h1>
            <table>
              <tr><th>Activity</th><th>Day</th><th>Time</th><th>Notes</th></tr>
              <tr><td>Rhyme&nbsp;time<script>alert(1)</script></td><td>Monday</td><td>10 &ndash; 11am</td><td><p>Bring a
                mat.</p><p>Tea &amp; toast<br>after</p></td></tr>
            </table></body></html>
            """, "page.html");
        Assert.Equal("web page, UTF-8, headings in row 1", file.FormatNote);
        Assert.Equal(["2 Title=Rhyme time | Description=Bring a mat.⏎Tea & toast⏎after | Day=Monday | Time=10 – 11am"], file.Lines());
    }

    [Fact]
    public void Spans_reach_over_rows_and_columns()
    {
        var file = Given.Read("""
            <table><tr><td colspan=3>Autumn<tr><th>Day<th>Activity<th>Time
            <tr><td rowspan=2>Monday<td>Yoga<td>1-2<tr><td>Massage<td>2-3
            <tr><td>Tuesday<td>Play<td>3-4</table>
            """, "page.html");
        Assert.Equal(["3 Title=Yoga | Day=Monday | Time=1-2", "4 Title=Massage | Day=Monday | Time=2-3", "5 Title=Play | Day=Tuesday | Time=3-4"], file.Lines());
    }

    [Fact]
    public void A_grid_of_days_and_several_sessions_in_a_cell()
    {
        var file = Given.Read("""
            <table><thead><tr><th></th><th>Monday</th><th>Friday</th></tr></thead>
            <tbody><tr><th>Ditton</th><td>9-10 Yoga<br><br>1-2pm Play</td><td></td></tr></tbody></table>
            """, "page.html");
        Assert.Equal(["B2 Day=Monday | Venue=Ditton | Cell=9-10 Yoga", "B2 Day=Monday | Venue=Ditton | Cell=1-2pm Play"], file.Lines());
    }

    [Fact]
    public void Tables_that_only_lay_out_the_page_are_passed_over_and_several_tables_are_told_apart()
    {
        var file = Given.Read("""
            <html><table><tr><td>Menu</td><td>
              <table><caption>Monday</caption><tr><th>Activity<th>Time<tr><td>Yoga<td>1-2</table>
              <table><tr><th>Activity<th>Day<th>Time<tr><td>Play<td>Tue<td>2-3</table>
              <table><tr><td>Find us<td>Facebook</table>
            </td></tr></table></html>
            """, "page.html");
        Assert.Equal(["Monday!2 Title=Yoga | Day=Monday | Time=1-2", "table 2!2 Title=Play | Day=Tue | Time=2-3"], file.Lines());
        Assert.EndsWith("without headings and so not read: \"table 3\"", file.FormatNote, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_without_a_table_is_refused()
    {
        Assert.Equal("table-not-found", Assert.IsType<Unreadable>(Given.Open("<html><body><p>See our PDF</body></html>", "page.htm")).Rule);
    }

    [Fact]
    public void A_page_nested_a_hundred_thousand_deep_is_answered()
    {
        var deep = "<table><tr><th>Activity<th>Day<th>Time<tr><td>" + string.Concat(Enumerable.Repeat("<div>", 100_000)) + "Yoga";
        Assert.Equal("page-too-nested", Assert.IsType<Unreadable>(Given.Open(deep, "deep.html")).Rule);
    }

    private static string[] Shown(string style, string rows) => [.. Given.Read(
        $"<html><head><style>{style}</style></head><body><table><tr><th>Activity<th>Day<th>Time{rows}</table></body></html>", "page.html")
        .Items.Select(i => i is TextRow row ? row.Cells[TimetableField.Title] : Given.Line(i))];

    [Theory]
    [InlineData(".gone{display:none}", "<tr class=gone>")]
    [InlineData(".a,.gone { DISPLAY : none !important }", "<tr class='x gone'>")]
    [InlineData("#x1{display:none}", "<tr id=x1>")]
    [InlineData(".inv{visibility:hidden}", "<tr class=inv>")]
    [InlineData("tr.old{mso-hide:all}", "<tr class=old>")]
    [InlineData("@media screen{.scr{display:none}}", "<tr class=scr>")]
    [InlineData("/* .x{} */ <!--table .gone{display:none}-->", "<tr class=x><td>Seen<td>Monday<td>9am<tr class=gone>")]
    [InlineData(".gone{display:none} .gone{display:table-row} #x1.gone{display:none}", "<tr class=gone id=x1>")]
    public void What_a_pages_styles_hide_is_not_read(string style, string begin)
    {
        var shown = Shown(style, $"<tr><td>Peep<td>Monday<td>10-11am{begin}<td>Yoga<td>Monday<td>1-2pm");

        Assert.Contains("Peep", shown);
        Assert.DoesNotContain("Yoga", shown);
    }

    [Theory]
    [InlineData(".off td{text-decoration:line-through}", "<tr class=off><td>")]
    [InlineData(".off > td{text-decoration-line:line-through}", "<tr class=off><td>")]
    [InlineData("tr.old{text-decoration:line-through}", "<tr class=old><td>")]
    [InlineData(".xl66 {mso-style-parent:style0; text-decoration:line-through;}", "<tr><td class=xl66>")]
    public void What_a_pages_styles_strike_is_given_back(string style, string begin) =>
        Assert.Equal(["Peep", "3 ! struck-through: Yoga"], Shown(style, $"<tr><td>Peep<td>Monday<td>10-11am{begin}Yoga<td>Monday<td>1-2pm"));

    [Theory]
    [InlineData("@media print{.pr{display:none}}", "<tr class=pr>")]
    [InlineData(".pr{display:none} .pr{display:table-row}", "<tr class=pr>")]
    [InlineData(".pr{display:none}", "<tr class=pr style='display:table-row'>")]
    [InlineData("tr:hover{display:none} .a .pr{display:none} {{{ }}} .pr{", "<tr class=pr>")]
    public void What_they_show_after_all_or_only_in_print_or_in_no_sense_is_read(string style, string begin) =>
        Assert.Equal(["Yoga"], Shown(style, $"{begin}<td>Yoga<td>Monday<td>1-2pm"));

    [Fact]
    public void A_table_within_what_is_hidden_is_not_read() => Assert.Equal(
        "table-not-found", Assert.IsType<Unreadable>(Given.Open("<style>.gone{display:none}</style><div class=gone><table><tr><th>Activity<th>Day<th>Time<tr><td>Yoga<td>Monday<td>1-2pm</table></div>", "page.html")).Rule);

    [Fact]
    public void Styles_without_end_are_refused() => Assert.Equal(
        "page-too-large",
        Assert.IsType<Unreadable>(Given.Open($"<style>{string.Concat(Enumerable.Range(0, 50_000).Select(i => $".a{i} .b{i}{{display:none}}"))}</style><table><tr><th>Activity<th>Day<th>Time{string.Concat(Enumerable.Repeat("<tr><td>Yoga<td>Monday<td>1-2pm", 2_000))}</table>", "page.html")).Rule);

    [Fact]
    public void An_element_with_classes_without_end_is_refused() => Assert.Equal(
        "page-too-large",
        Assert.IsType<Unreadable>(Given.Open($"<style>.gone{{display:none}}</style><table><tr><th>Activity<th>Day<th>Time<tr class='{string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"k{i}"))}'><td>Yoga<td>Monday<td>1-2pm</table>", "page.html")).Rule);

    [Fact]
    public void Tables_within_forms_menus_and_other_tables_are_read() => Assert.Equal(
        3, Assert.IsType<Readable>(Given.Open(string.Concat(new[] { "<form>{0}</form>", "<nav>{0}</nav>", "<table><tr><td>{0}</table>" }.Select(around => around.Replace("{0}", "<table><tr><th>Activity<th>Day<th>Time<tr><td>Yoga<td>Monday<td>1-2pm</table>", StringComparison.Ordinal))), "page.html")).Items.Count());
}
