using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>Reads a table with one session in each row.</summary>
internal static class RowReading
{
    private const string Midnight = "00:00";

    /// <summary>The row's cells by meaning.</summary>
    /// <param name="row">The row.</param>
    /// <param name="plan">What the columns say.</param>
    /// <param name="sectionDay">The weekday of the section the row stands in, taken when the row names none.</param>
    /// <param name="order">How the file writes dates.</param>
    public static FieldCells Read(TableRow row, TablePlan plan, string? sectionDay, DateOrder order)
    {
        var cells = new FieldCells();
        var moments = default(Moments);
        foreach (var (column, field) in plan.Fields)
        {
            // A text merged over several columns says what the first of them says.
            var text = row.FromLeft?.Contains(column) == true ? "" : field == TimetableField.Description ? row.Beginning(column) : row[column];
            if (text.Length > 0)
                SetField(cells, ref moments, field, TablePlan.MayHoldDates(field) ? order.InWords(text) : text, plan.Headings[column]);
        }

        foreach (var (column, kind) in plan.Special)
        {
            var text = order.InWords(row[column]);
            if (text.Length > 0)
                SetSpecial(cells, kind, text);
        }

        moments.Complete(cells);
        if (cells.Find(TimetableField.Day) is { } only && RepeatsNever(only) && (cells.Find(TimetableField.Dates) ?? cells.Find(TimetableField.DateFrom)) is not null)
            cells.Set(TimetableField.Day, "");
        if (sectionDay is not null && cells.Find(TimetableField.Day) is null && cells.Find(TimetableField.Dates) is null)
            cells.Set(TimetableField.Day, sectionDay);
        return cells;
    }

    private static void SetField(FieldCells cells, ref Moments moments, TimetableField field, string text, string heading)
    {
        switch (field)
        {
            case TimetableField.Start or TimetableField.Time when MomentText.TrySplit(text, out var date, out var time):
                // A cell may hold date and time though its heading promises only the time.
                cells.Set(field, time ?? "");
                moments.First ??= date;
                break;
            case TimetableField.End when MomentText.TrySplit(text, out var date, out var time):
                // The midnight that ends a day is written as the next one's.
                cells.Set(field, time ?? "00:00");
                moments.Last ??= time is null ? MomentText.DayBefore(date) : date;
                break;
            case TimetableField.Start or TimetableField.End or TimetableField.Time:
                cells.Set(field, Shapes.TimeFromDayFraction(text) ?? text);
                break;
            case TimetableField.DateFrom or TimetableField.Dates when MomentText.TrySplit(text, out var date, out var time):
                cells.Set(field, date);
                moments.Start ??= time;
                break;
            case TimetableField.DateTo when MomentText.TrySplit(text, out var date, out var time):
                cells.Set(field, date);
                moments.End ??= time;
                moments.EndsAtMidnight |= time is null;
                break;
            case TimetableField.DateFrom or TimetableField.DateTo when Shapes.LooksLikeTime(text) && !Shapes.LooksLikeDate(text):
                // "11:30" among ends with their dates is the end of that day.
                moments.Start ??= field == TimetableField.DateFrom ? text : null;
                moments.End ??= field == TimetableField.DateTo ? text : null;
                break;
            case TimetableField.Booking when BookingAnswer.IsOfBuilding(heading, text):
                cells.Set(TimetableField.Description, cells.Find(TimetableField.Description) is { } told ? $"{told}\n{text}" : text);
                break;
            case TimetableField.Booking:
                cells.Set(field, BookingAnswer.Say(heading, text));
                break;
            case TimetableField.Status:
                SetStatus(cells, heading, text);
                break;
            case TimetableField.TermTime when HeadingWords.HolidayHeadings.Contains(HeadingWords.Normalise(heading)):
                cells.Set(field, HeadingWords.Normalise(text) switch { "yes" or "y" or "true" => "no", "no" or "n" or "false" => "yes", _ => text });
                break;
            case TimetableField.Except when OffDates.Say(heading, text) is { } said:
                if (said.Length > 0)
                    cells.Set(field, cells.Find(field) is { } others ? $"{others}; {said}" : said);
                break;
            case TimetableField.Description or TimetableField.Except when cells.Find(field) is { } before:
                cells.Set(field, $"{before}{(field == TimetableField.Except ? "; " : "\n")}{text}");
                break;
            default:
                cells.Set(field, text);
                break;
        }
    }

    /// <summary>What columns of dates say about times, and columns of times about dates: it holds where no column of their own does.</summary>
    private struct Moments
    {
        public string? First { get; set; }

        public string? Last { get; set; }

        public string? Start { get; set; }

        public string? End { get; set; }

        public bool EndsAtMidnight { get; set; }

        public readonly void Complete(FieldCells cells)
        {
            // "7 December 22:00" to "8 December 00:00" is one evening; elsewhere a midnight stands for a date alone.
            if (EndsAtMidnight && Start is not null && cells.Find(TimetableField.DateTo) is { } next && cells.Find(TimetableField.Day) is null
                && cells.Find(TimetableField.End) is null && MomentText.DayBefore(next) is var before && before != next && before == cells.Find(TimetableField.DateFrom))
            {
                cells.Set(TimetableField.DateTo, before);
                cells.Set(TimetableField.End, "00:00");
            }

            if (cells.Find(TimetableField.Time) is null)
            {
                if (cells.Find(TimetableField.Start) is null && Start is not null)
                    cells.Set(TimetableField.Start, Start);
                if (cells.Find(TimetableField.End) is null && End is not null)
                    cells.Set(TimetableField.End, End);
            }

            // A date in a column of times is never lost: the end's is the last date, and the start's the first unless the row tells the same one.
            if (First is not null && First != cells.Find(TimetableField.Dates) && cells.Find(TimetableField.DateFrom) is null)
                cells.Set(TimetableField.DateFrom, First);
            if (Last is not null && cells.Find(TimetableField.DateTo) is null)
                cells.Set(TimetableField.DateTo, Last);

            // A start with its time and no last date is the date itself, not the first of many.
            if (Start is null && First is null)
                return;
            if (cells.Find(TimetableField.DateFrom) is { } only && (cells.Find(TimetableField.DateTo) ?? only) == only && cells.Find(TimetableField.Day) is null && cells.Find(TimetableField.Dates) is null)
            {
                cells.Set(TimetableField.Dates, only);
                cells.Set(TimetableField.DateFrom, "");
                cells.Set(TimetableField.DateTo, "");
            }
        }
    }

    // Several columns may limit a session, "Private" and "Sensitivity" of Outlook's export among them; none is lost.
    private static void SetStatus(FieldCells cells, string heading, string text)
    {
        var field = StatusAnswer.HoldsDates(heading, text) ? TimetableField.Except : TimetableField.Status;
        var status = field == TimetableField.Except ? text : StatusAnswer.Say(heading, text);
        if (status.Length > 0)
            cells.Set(field, cells.Find(field) is { } before ? $"{before}\n{status}" : status);
    }

    private static void SetSpecial(FieldCells cells, HeadingKind kind, string text)
    {
        switch (kind)
        {
            case HeadingKind.WeekCommencing:
                cells.Set(TimetableField.Dates, text.StartsWith("w/c", StringComparison.OrdinalIgnoreCase) ? text : $"w/c {text}");
                break;
            case HeadingKind.Frequency:
                cells.Set(TimetableField.Day, WithFrequency(cells.Find(TimetableField.Day), text));
                break;
            default:
                SetWhen(cells, text);
                break;
        }
    }

    // Left out, "fortnightly" would make a session weekly without anybody noticing.
    private static string WithFrequency(string? day, string frequency)
    {
        var isWeekly = HeadingWords.Normalise(frequency) is "weekly" or "every week" or "each week";
        return (day, isWeekly) switch
        {
            (null, _) => frequency,
            (_, true) => day,
            _ => $"{frequency} {day}",
        };
    }

    // Beside a date this says nothing more; without one it is no day.
    private static bool RepeatsNever(string frequency) =>
        frequency.Length <= 20 && HeadingWords.Normalise(frequency) is "none" or "never" or "no" or "n" or "n a" or "once" or "once only" or "one off" or "single" or "does not repeat" or "doesnt repeat" or "no repeat" or "no repeats" or "not repeated" or "not recurring" or "one time";

    private static void SetWhen(FieldCells cells, string text)
    {
        if (MomentText.TrySplit(text, out var date, out var clock))
        {
            cells.Set(TimetableField.Dates, date);
            if (clock is not null)
                cells.Set(TimetableField.Time, clock);
            return;
        }

        var rest = text;
        if (cells.Find(TimetableField.Start) is null && cells.Find(TimetableField.Time) is null && Shapes.TimeWithin(text) is { } stretch)
        {
            cells.Set(TimetableField.Time, text[stretch].Trim());
            rest = (text[..stretch.Start] + " " + text[stretch.End..]).Trim(' ', ',', ';', ':', '-', '–', '@', '\n', '.');
            if (rest.EndsWith(" at", StringComparison.OrdinalIgnoreCase))
                rest = rest[..^3].TrimEnd();
        }

        var field = Shapes.LooksLikeDate(rest) && Shapes.WeekdayOf(rest) < 0 ? TimetableField.Dates : TimetableField.Day;
        if (cells.Find(field) is null)
            cells.Set(field, rest);
    }
}
