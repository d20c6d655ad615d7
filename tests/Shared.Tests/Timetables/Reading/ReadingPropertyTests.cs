using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

/// <summary>Whatever is in a file, reading answers; and every data row comes out.</summary>
public sealed class ReadingPropertyTests
{
    private static readonly byte[][] Good =
    [
        Encoding.UTF8.GetBytes("Title line\n\nDay;Activity;Time;Notes\nMon;Yoga;10-11;\"a\nb\"\nTue;\"Play; sing\";1-2;\nFri;Café;noon;x\n"),
        Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("Day\tActivity\tTime\r\nMon\tYoga\t10-11\r\n")).ToArray(),
        new WorkbookFile()
            .Sheet("A", [["Time", "Monday", "Tuesday"], ["9-10", "Yoga", "Play\n1-2"]], merged: ["B2:C2"])
            .Sheet("B", [["Activity", "Date"], ["Yoga", WorkbookFile.Value(WorkbookFile.Date, "46279")]]).Bytes(),
        Encoding.UTF8.GetBytes("<html><table><tr><th>Day<th>Activity<tr><td rowspan=2 colspan=1>Mon<td>Yoga<br>x<tr><td>Play</table><table><tr><td>x</table>"),
        Encoding.UTF8.GetBytes(CalendarText.Calendar(
        [
            "BEGIN:VTIMEZONE", "TZID:X", "BEGIN:STANDARD", "DTSTART:19701025T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "END:VTIMEZONE",
            .. CalendarText.Event("UID:1", "SUMMARY:Yoga", "DTSTART;TZID=X:20260915T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231T000000Z", "EXDATE;TZID=X:20260922T100000"),
            .. CalendarText.Event("UID:1", "RECURRENCE-ID;TZID=X;RANGE=THISANDFUTURE:20260929T100000", "SUMMARY:Yoga", "DTSTART;TZID=X:20260930T100000"),
            .. CalendarText.Event("UID:2", "SUMMARY:Play", "DTSTART:20260915T100000Z", "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=5", "RDATE;VALUE=PERIOD:20261001T100000Z/PT2H"),
        ])),
    ];

    [Fact]
    public void Arbitrary_bytes_are_answered() =>
        Prop.ForAll(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf().ToArbitrary(), bytes => Answers(bytes)).Check(Config(300));

    [Fact]
    public void Arbitrary_text_below_headings_is_answered()
    {
        var text = Gen.Elements("\"", ",", "\n", "\r", "\r\n", "a", "Mon", "10-11", "\"\"", " ", "é", "\uFDD0", "\0", "Day").ArrayOf().Select(string.Concat);
        Prop.ForAll(text.ToArbitrary(), t => Answers(Encoding.UTF8.GetBytes("Day,Activity,Time\n" + t))).Check(Config(500));
    }

    [Fact]
    public void Good_files_with_bytes_changed_left_out_or_doubled_are_answered()
    {
        var mutated =
            from file in Gen.Elements(Good)
            from cuts in (from at in Gen.Choose(0, file.Length - 1) from what in Gen.Choose(0, 3) from value in Gen.Choose(0, 255) select (at, what, value)).NonEmptyListOf()
            select Mutate(file, cuts);
        Prop.ForAll(mutated.ToArbitrary(), Answers).Check(Config(600));
    }

    [Fact]
    public void Good_files_cut_off_anywhere_are_answered()
    {
        foreach (var file in Good)
        {
            for (var length = 0; length < file.Length; length += Math.Max(1, file.Length / 150))
                Answers(file[..length]);
        }
    }

    [Fact]
    public void Every_row_of_well_formed_text_comes_out_in_order()
    {
        var cell = Gen.Elements("Yoga", "a \"quoted\" word", "two\nlines", "semi;colon", "comma, comma", "", "£2", "  ", "Mon").Two();
        Prop.ForAll(cell.NonEmptyListOf().ToArbitrary(), rows =>
        {
            var text = "Day,Activity,Notes\r\n" + string.Concat(rows.Select((r, i) => $"Row {i},{Quoted(r.Item1)},{Quoted(r.Item2)}\r\n"));
            var items = Assert.IsType<Readable>(Given.Open(text)).Items.ToArray();
            Assert.Equal(Enumerable.Range(0, rows.Count).Select(i => $"Row {i}"), items.Select(i => i is GroupHeading heading ? heading.Text : ((TextRow)i).Cells[TimetableField.Day]));
            Assert.Equal(Enumerable.Range(2, rows.Count), items.Select(i => i.Place.Row));
        }).Check(Config(200));
    }

    [Fact]
    public void A_stray_quotation_mark_costs_no_row_but_its_own()
    {
        var rows = Gen.Choose(1, 400);
        Prop.ForAll(rows.SelectMany(n => Gen.Choose(0, n - 1).Select(bad => (n, bad))).ToArbitrary(), x =>
        {
            var text = "Day,Activity,Time\n" + string.Concat(Enumerable.Range(0, x.n).Select(i => i == x.bad ? $"Mon,\"Row {i},10-11\n" : $"Mon,Row {i},10-11\n"));
            var items = Assert.IsType<Readable>(Given.Open(text)).Items.ToArray();
            Assert.Equal(x.n, items.Length);
            Assert.Equal(x.bad + 2, Assert.Single(items.OfType<UnreadableRow>()).Place.Row);
        }).Check(Config(60));
    }

    private static Config Config(int tests) => FsCheck.Config.QuickThrowOnFailure.WithMaxTest(tests).WithEndSize(60);

    private static void Answers(byte[] content)
    {
        if (Given.Open(content, "some.csv") is not Readable readable)
            return;
        var items = readable.Items.Take(10_000).ToArray();
        Assert.NotEmpty(items);
        // Only what is said of a whole table or file stands in no row.
        Assert.All(items, i => Assert.True(i is Remark or LineBelow ? i.Place.Row == 0 : i.Place.Row > 0));
    }

    private static byte[] Mutate(byte[] file, IEnumerable<(int At, int What, int Value)> changes)
    {
        var bytes = file.ToList();
        foreach (var (at, what, value) in changes)
        {
            var i = Math.Min(at, bytes.Count - 1);
            if (i < 0)
                break;
            if (what == 0)
                bytes[i] = (byte)value;
            else if (what == 1)
                bytes.RemoveAt(i);
            else if (what == 2)
                bytes.Insert(i, (byte)value);
            else
                bytes.InsertRange(i, bytes.GetRange(i, Math.Min(value, bytes.Count - i)));
        }

        return [.. bytes];
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
