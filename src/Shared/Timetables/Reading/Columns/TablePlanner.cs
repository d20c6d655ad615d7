using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.Columns;

/// <summary>Finds the heading row among a table's first rows and gives each column its meaning.</summary>
internal static class TablePlanner
{
    /// <summary>Titles, notes and blank lines may stand above the headings, but not more than these.</summary>
    public const int MaxRowsAbove = 20;

    /// <summary>Columns beyond these are not looked at: no timetable has as many.</summary>
    public const int MaxColumns = 256;

    /// <summary>Rows looked at to find the headings and to tell a column of times from one of dates.</summary>
    public const int SampleRows = 60;

    /// <summary>
    /// Finds the headings; null when no row has two or more that together describe a session. The first row that is beyond doubt is
    /// taken: a richer one further down heads a second table, and the rows between would be lost.
    /// </summary>
    public static TablePlan? Find(IReadOnlyList<TableRow> sample, HeadingWords words)
    {
        TablePlan? best = null;
        var bestScore = 1;
        for (var i = 0; i < sample.Count && sample[i].Number <= MaxRowsAbove; i++)
        {
            if (sample[i].Damage is not null || sample[i].IsBlank)
                continue;
            var (plan, score) = Try(sample[i], sample.Skip(i + 1), words);
            if (score > bestScore)
                (best, bestScore) = (plan, score);
            if (score >= 3 || (score == 2 && plan.Unknown.Count == 0))
                break;
        }

        return best;
    }

    // Each is read on its own, so that their number counts.
    private const int MostBeside = 4;

    /// <summary>Where the headings of a second table begin that stands beside the first one; null when there is none.</summary>
    public static int? SideBySide(TablePlan plan, HeadingWords words)
    {
        var first = Array.FindIndex(plan.Headings, h => h.Length > 0);
        if (first < 0 || plan.Headings.Count(IsFirst) > MostBeside)
            return null;
        var second = Array.FindIndex(plan.Headings, first + 1, IsFirst);
        return second > 0 && !plan.IsGrid && IsTable(plan.Headings[..second], words) && IsTable(plan.Headings[second..], words) ? second : null;

        bool IsFirst(string heading) => string.Equals(heading, plan.Headings[first], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Where the days of a second grid begin that stands beside the first one and has no first column of its own, so that it shares the
    /// first one's; null when there is none.
    /// </summary>
    public static int? DaysAgain(TablePlan plan)
    {
        if (!plan.IsGrid)
            return null;
        var first = plan.FirstDay;
        if (plan.Headings.Count(h => h == plan.Headings[first]) > MostBeside)
            return null;
        var other = Array.FindIndex(plan.Headings, first, h => h.Length > 0 && h != plan.Headings[first]);
        var again = other < 0 ? -1 : Array.FindIndex(plan.Headings, other, h => Shapes.IsWeekday(h) && h == plan.Headings[first]);
        return again > 0 ? again : null;
    }

    private static bool IsTable(string[] headings, HeadingWords words) => Try(new TableRow(1, headings), [], words) is ({ HasTitle: true }, >= 3);

    /// <summary>How many columns of the best heading row have a meaning; 0 without one. Compares ways to split a file into columns.</summary>
    public static int Score(IReadOnlyList<TableRow> sample, HeadingWords words) =>
        sample.Where(r => r.Number <= MaxRowsAbove && r.Damage is null && !r.IsBlank)
            .Select(r => Try(r, [], words).Score)
            .DefaultIfEmpty(0)
            .Max();

    /// <summary>Reads a row as headings. The score is 0 when they do not describe a session.</summary>
    public static (TablePlan Plan, int Score) Try(TableRow row, IEnumerable<TableRow> below, HeadingWords words)
    {
        var headings = new string[Math.Min(row.Cells.Length, MaxColumns)];
        var columns = new HeadingMeaning[headings.Length];
        for (var i = 0; i < headings.Length; i++)
        {
            headings[i] = row.Cells[i].Length > CellText.MaxLength ? "" : row[i].Replace('\n', ' ');
            columns[i] = words.MeaningOf(headings[i]);
        }

        var isGrid = IsGrid(headings, columns);
        for (var i = 0; i < headings.Length; i++)
        {
            // Among days, "Wednesday (fortnightly)" is one, too: what else it says limits the sessions below it.
            if (isGrid && columns[i].Kind == HeadingKind.Unknown && Shapes.BeginsWithWeekday(headings[i]))
                columns[i] = new(HeadingKind.Weekday);
            if (columns[i].Kind != HeadingKind.Weekday && row.FromLeft?.Contains(i) == true)
                (headings[i], columns[i]) = ("", HeadingMeaning.Unknown);
        }

        if (!isGrid)
        {
            ResolveTimesAndDates(columns, [.. below.Take(SampleRows)]);
            KeepOneColumnForEachField(columns);
        }

        var unknown = headings.Where((h, i) => h.Length > 0 && columns[i].Kind == HeadingKind.Unknown).Distinct().ToArray();
        var personal = headings.Where((_, i) => columns[i].Kind == HeadingKind.Personal).Distinct().ToArray();
        var plan = new TablePlan(row.Number, headings, columns, unknown, personal) { IsGrid = isGrid };
        return (plan, ScoreOf(plan));
    }

    // Days at the head of two columns or more; one day alone is a heading such as "Monday timetable" or a section.
    private static bool IsGrid(string[] headings, HeadingMeaning[] columns)
    {
        var days = headings.Where((_, i) => columns[i].Kind == HeadingKind.Weekday).Select(Shapes.WeekdayOf).Distinct().Count();
        return days >= 2
            || (columns.Any(c => c is { Kind: HeadingKind.Field, Field: TimetableField.Day })
                && columns.Any(c => c.Kind == HeadingKind.PartOfDay));
    }

    private static int ScoreOf(TablePlan plan)
    {
        var known = plan.Columns
            .Where(c => c.Kind is not (HeadingKind.Unknown or HeadingKind.Personal or HeadingKind.PartOfDay) && c is not { Kind: HeadingKind.Field, Field: TimetableField.Status })
            .Select(c => c.Kind == HeadingKind.Field ? (c.Kind, c.Field) : (c.Kind, default))
            .Distinct()
            .Count();
        if (plan.IsGrid)
            return known + plan.Columns.Count(c => c.Kind is HeadingKind.Weekday or HeadingKind.PartOfDay);
        return known >= 2 && plan.Columns.Any(SaysWhatOrWhen) ? known : 0;
    }

    private static bool SaysWhatOrWhen(HeadingMeaning column) => column.Kind is HeadingKind.When
        || column is { Kind: HeadingKind.Field, Field: TimetableField.Title or TimetableField.Day or TimetableField.Dates or TimetableField.Time or TimetableField.Start or TimetableField.Cell };

    // "From" and "To" head columns of times as often as columns of dates, and of dates with times.
    private static void ResolveTimesAndDates(HeadingMeaning[] columns, TableRow[] below)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].Kind is not (HeadingKind.StartTimeOrDate or HeadingKind.EndTimeOrDate or HeadingKind.StartToEnd))
                continue;
            var texts = below.Where(r => r.Damage is null).Select(r => r[i]).Where(t => t.Length > 0).ToArray();
            var dates = texts.Count(t => MomentText.TrySplit(t, out _, out _) || (Shapes.LooksLikeDate(t) && !Shapes.LooksLikeTime(t)));
            // Beside a column that says the times, a text that is none tells a date: "Christmas", "end of term".
            var saysTimes = Has(columns, TimetableField.Time) || Has(columns, TimetableField.Start);
            var isDate = dates * 2 > texts.Length || (saysTimes && texts.Length > 0 && !Array.Exists(texts, t => Shapes.LooksLikeTime(t) || char.IsAsciiDigit(t[^1]) && t.Length <= 4));
            columns[i] = new(HeadingKind.Field, (columns[i].Kind, isDate) switch
            {
                (HeadingKind.StartTimeOrDate, true) when !Has(columns, TimetableField.DateFrom) => TimetableField.DateFrom,
                (HeadingKind.StartTimeOrDate, _) => TimetableField.Start,
                (HeadingKind.EndTimeOrDate, true) when !Has(columns, TimetableField.DateTo) => TimetableField.DateTo,
                (HeadingKind.EndTimeOrDate, _) => TimetableField.End,
                (_, true) => TimetableField.Dates,
                _ => TimetableField.Time,
            }, 50);
        }

        // Events that take place once have a start date and need no other.
        var saysDays = columns.Any(c => c.Kind is HeadingKind.When or HeadingKind.Frequency or HeadingKind.WeekCommencing
            || c is { Kind: HeadingKind.Field, Field: TimetableField.Day or TimetableField.Dates or TimetableField.DateTo });
        for (var i = 0; i < columns.Length && !saysDays; i++)
        {
            if (columns[i] is { Kind: HeadingKind.Field, Field: TimetableField.DateFrom })
                columns[i] = columns[i] with { Field = TimetableField.Dates };
        }
    }

    private static bool Has(HeadingMeaning[] columns, TimetableField field) => Array.Exists(columns, c => c.Kind == HeadingKind.Field && c.Field == field);

    private static void KeepOneColumnForEachField(HeadingMeaning[] columns)
    {
        var best = new Dictionary<TimetableField, int>();
        for (var i = 0; i < columns.Length; i++)
        {
            // Texts about a session, and what limits it, may stand in several columns; they are joined.
            if (columns[i].Kind != HeadingKind.Field || columns[i].Field is TimetableField.Description or TimetableField.Status or TimetableField.Except)
                continue;
            if (!best.TryGetValue(columns[i].Field, out var other))
            {
                best[columns[i].Field] = i;
                continue;
            }

            var loser = columns[i].Rank < columns[other].Rank ? other : i;
            best[columns[i].Field] = loser == i ? other : i;
            columns[loser] = HeadingMeaning.Unknown;
        }
    }
}
