using HubAutomation.Shared.Platform.Files;
namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>Reads a table with one session in each row.</summary>
internal static class SessionRows
{
    private const string Midnight = "00:00";

    /// <summary>The row's cells by meaning.</summary>
    /// <param name="row">The row.</param>
    /// <param name="plan">What the columns say.</param>
    /// <param name="sectionDay">The weekday of the section the row stands in, taken when the row names none.</param>
    public static FieldCells Read(TableRow row, TablePlan plan, string? sectionDay)
    {
        var cells = new FieldCells();
        foreach (var (column, field) in plan.Fields)
        {
            // A text merged over several columns says what the first of them says.
            var text = row.FromLeft?.Contains(column) == true ? "" : field == TimetableField.Description ? row.Beginning(column) : row[column];
            if (text.Length > 0)
                SetField(cells, field, text, plan.Headings[column]);
        }

        foreach (var (column, kind) in plan.Special)
        {
            var text = row[column];
            if (text.Length > 0)
                SetSpecial(cells, kind, text);
        }

        if (sectionDay is not null && cells.Find(TimetableField.Day) is null && cells.Find(TimetableField.Dates) is null)
            cells.Set(TimetableField.Day, sectionDay);
        return cells;
    }

    private static void SetField(FieldCells cells, TimetableField field, string text, string heading)
    {
        switch (field)
        {
            case TimetableField.Start or TimetableField.End or TimetableField.Time:
                SetTime(cells, field, text);
                break;
            case TimetableField.DateFrom or TimetableField.DateTo when SpreadsheetMoment.TrySplit(text, out var date, out var time):
                cells.Set(field, date);
                if (time != Midnight)
                    cells.SetMissing(field == TimetableField.DateFrom ? TimetableField.Start : TimetableField.End, time);
                break;
            case TimetableField.Booking:
                cells.Set(field, BookingAnswer.Say(heading, text));
                break;
            case TimetableField.Description when cells.Find(field) is { } before:
                cells.Set(field, $"{before}\n{text}");
                break;
            default:
                cells.Set(field, text);
                break;
        }
    }

    private static void SetTime(FieldCells cells, TimetableField field, string text)
    {
        if (SpreadsheetMoment.TrySplit(text, out var date, out var time))
        {
            // A spreadsheet cell may hold date and time though its heading promises only the time. An end has a date too:
            // what ends two days later is no session of one day. The midnight that ends a day is written as the next one's.
            cells.Set(field, time);
            if (field == TimetableField.End)
                cells.SetMissing(TimetableField.DateTo, time == Midnight ? SpreadsheetMoment.DayBefore(date) : date);
            else
                cells.SetMissing(TimetableField.Dates, date);
        }
        else
        {
            cells.Set(field, Shapes.TimeFromDayFraction(text) ?? text);
        }
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

    private static void SetWhen(FieldCells cells, string text)
    {
        if (SpreadsheetMoment.TrySplit(text, out var date, out var clock))
        {
            cells.Set(TimetableField.Dates, date);
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
