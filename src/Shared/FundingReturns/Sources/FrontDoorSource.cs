using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources;

/// <summary>
/// Use of the digital front door, from an export of its analytics by month or part of a month. Users of several months cannot be added up,
/// since those who come back would count again; new users can.
/// </summary>
public static class FrontDoorSource
{
    /// <summary>Its name, and that of its files' folder.</summary>
    public const string Name = SourceNames.FrontDoor;

    private const string MonthlyUsers = "monthly-users";
    private const int MinutesOfADay = 24 * 60;

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private static readonly SourceColumn From = new("From", "from", "start");
    private static readonly SourceColumn To = new("To", "to", "end");
    private static readonly SourceColumn Users = new("Users", "users", "total users", "active users");
    private static readonly SourceColumn NewUsers = new("New users", "new users");
    private static readonly SourceColumn Sessions = new("Sessions", "sessions") { Counts = "sessions" };
    private static readonly SourceColumn PageViews = new("Page views", "page views", "pages", "views");
    private static readonly SourceColumn AverageMinutes = new("Average minutes", "average minutes", "minutes");
    private static readonly SourceColumn[] Columns = [From, To, Users, NewUsers, Sessions, PageViews, AverageMinutes];

    private sealed record Use(int Row, LocalDate From, LocalDate To, int Users, int NewUsers, int Sessions, int Pages, decimal Minutes)
    {
        public int Days => Period.DaysBetween(From, To) + 1;
    }

    /// <summary>Reads the files once for all figures and, from <see cref="FrontDoorContent"/>, what was looked at most.</summary>
    public static async Task<SourceReading> ReadAsync(IReadOnlyList<FigureRequest> requests, IReadOnlyList<SourceFile> files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(files);
        var notes = new SourceNotes();
        var wanted = WantedFigure.Of(Name, requests, notes);
        var pass = new SourcePass(Name, wanted.Select(figure => figure.Window), files, notes);
        var uses = new Dictionary<YearMonth, List<Use>>();
        await foreach (var (row, from) in pass.RowsByDateAsync(Columns, From, cancellation))
        {
            var use = UseOf(row, from);
            if (row.IsLeftOut)
                continue;
            var month = uses.TryGetValue(from.ToYearMonth(), out var known) ? known : uses[from.ToYearMonth()] = [];
            if (month.Find(other => other.From <= use.To && use.From <= other.To) is { } other)
                row.LeaveOut(From, "overlap", $"Some of these days are in row {other.Row} already and would count twice. Leave one of the rows.");
            else
                month.Add(use);
        }

        var answers = new SourceAnswers(Name, pass, notes);
        foreach (var figure in wanted)
        {
            var taken = figure.Window.Months.SelectMany(month => uses.GetValueOrDefault(month, [])).ToList();
            figure.Rows = taken.Count;
            answers.Add(figure, figure.Window, uses.Where(month => month.Value.Count > 0).Select(month => month.Key).ToHashSet(), from => FigureOf(figure, taken, answers, from));
        }

        NoteParts(wanted, uses, notes);
        return answers.Reading(await FrontDoorContent.MostViewedAsync(SourceAnswers.LatestWindows(wanted), files, notes, cancellation));
    }

    private static Figure FigureOf(WantedFigure wanted, List<Use> uses, SourceAnswers answers, string from)
    {
        decimal sessions = uses.Sum(use => (decimal)use.Sessions), minutes = uses.Sum(use => use.Sessions * use.Minutes);
        return wanted.Request.Query.What switch
        {
            "users" => new Figure(uses.Sum(use => (decimal)use.NewUsers), null, null, null, $"{from}; new users added up, since users who come back would count in each month again"),
            "sessions" => new Figure(sessions, null, null, null, from),
            "pages" => new Figure(uses.Sum(use => (decimal)use.Pages), null, null, null, from),
            MonthlyUsers when wanted.Window.Count == 1 && uses is [var use] => new Figure(use.Users, null, null, null, from),
            MonthlyUsers => answers.Absent(
                wanted, "users-cannot-be-added",
                $"Users of the front door can be said for one month that stands in one row. {wanted.Window.Describe()} has {uses.Count} rows, and adding them up would count those again who came back.", from),
            _ when sessions == 0 => answers.Absent(wanted, "nothing-to-divide-by", $"{wanted.Window.Describe()}: there were no sessions, so that there is no average of their minutes.", from),
            _ => new Figure(minutes / sessions, minutes, sessions, null, $"{from}; each row weighted by its sessions"),
        };
    }

    private static Use UseOf(SourceRow row, LocalDate from)
    {
        var use = new Use(
            row.RowNumber, from, row.Date(To), row.Count(Users), row.Count(NewUsers), row.Count(Sessions), row.Count(PageViews), row.Number(AverageMinutes));
        if (row.IsLeftOut)
            return use;
        if (use.To < from || use.To.ToYearMonth() != from.ToYearMonth())
            row.LeaveOut(To, "not-within-a-month", "A row is of one month or of a part of it: this must be a day of the same month as From, and not before it.");
        else if (use.NewUsers > use.Users)
            row.LeaveOut(NewUsers, "more-than-users", string.Create(English, $"There are {use.NewUsers:N0} new users among {use.Users:N0} users. New users cannot be more than users."));
        else if (use.Users > use.Sessions)
            row.LeaveOut(Users, "more-than-sessions", string.Create(English, $"There are {use.Users:N0} users and {use.Sessions:N0} sessions. Every user has at least one session."));
        else if (use.Minutes is < 0 or > MinutesOfADay)
            row.LeaveOut(AverageMinutes, "not-minutes", "A session has between 0 and 1440 minutes.");
        return use;
    }

    // An export from the middle of a month has to be made again. Once the month has been returned, it is only worth knowing.
    private static void NoteParts(IReadOnlyList<WantedFigure> wanted, Dictionary<YearMonth, List<Use>> uses, SourceNotes notes)
    {
        if (wanted.Count == 0)
            return;
        var latest = wanted.Max(figure => figure.Window.To);
        foreach (var (month, rows) in uses.Where(month => month.Value.Count > 0).OrderBy(month => month.Key))
        {
            var (days, all) = (rows.Sum(use => use.Days), CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month));
            if (days < all)
                notes.Add(new Finding(
                    month == latest ? Severity.Warning : Severity.Note, "part-of-a-month", null, $"{Name}/{MonthSpan.Of(month)}",
                    $"{Name} has {days} of the {all} days of {MonthSpan.Name(month)}, and the figures of that month are of these days. Export the month once more when it is over.",
                    Finding.DataTeam));
        }
    }
}
