using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources;

/// <summary>
/// Who booked and completed which training. A booking is a practitioner, a course and a date; when it stands in several rows the last one
/// counts, so that a register may be kept by adding rows. Practitioners are different people, however often they come.
/// </summary>
public static class TrainingSource
{
    /// <summary>Its name, and that of its files' folder.</summary>
    public const string Name = "training";

    /// <summary>The figure that can be out of a fixed number, e.g. of 28 practitioners.</summary>
    public const string Share = "training.share";

    private const string Completed = "completed";
    private const string Withdrawn = "withdrawn";

    private static readonly SourceColumn Person = new("Person", "person", "practitioner") { NamesPeople = true };
    private static readonly SourceColumn Course = new("Course", "course", "training");
    private static readonly SourceColumn Date = new("Date", "date");
    private static readonly SourceColumn Status = new("Status", "status");
    private static readonly SourceColumn Ward = new("Ward", "ward") { IsOptional = true };
    private static readonly SourceColumn Organisation = new("Organisation", "organisation", "employer") { IsOptional = true };
    private static readonly SourceColumn[] Columns = [Person, Course, Date, Status, Ward, Organisation];

    private sealed record Booking(string Person, string Course, LocalDate Date, string Status, string Ward, string Organisation);

    private sealed record Attendance(int Booked, int Completed, int Completions);

    /// <summary>Reads the files once for all figures.</summary>
    public static async Task<SourceReading> ReadAsync(IReadOnlyList<FigureRequest> requests, IReadOnlyList<SourceFile> files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(files);
        var notes = new SourceNotes();
        var wanted = WantedFigure.Of(Name, requests, notes);
        var pass = new SourcePass(Name, wanted.Select(figure => figure.Window), files, notes);
        var bookings = new Dictionary<(string Person, string Course, LocalDate Date), Booking>();
        await foreach (var (row, date) in pass.RowsByDateAsync(Columns, Date, cancellation))
        {
            var booking = new Booking(
                row.Required(Person).ToUpperInvariant(), row.Required(Course), date, row.OneOf(Status, "booked", Completed, Withdrawn), row.Text(Ward), row.Text(Organisation));
            if (!row.IsLeftOut)
                bookings[(booking.Person, booking.Course.ToUpperInvariant(), date)] = booking;
        }

        var answers = new SourceAnswers(Name, pass, notes);
        foreach (var figure in wanted)
        {
            var taken = bookings.Values.Where(booking => Takes(figure, booking)).ToList();
            figure.Rows = taken.Count;
            answers.Add(figure, figure.Window, pass.MonthsUpToTheLastRow(), from => FigureOf(figure, AttendanceOf(taken), answers, from));
        }

        var reported = new ReportedTally(Name);
        foreach (var booking in bookings.Values)
        {
            reported.Add(ReportedBy.Course, booking.Course, booking.Date.ToYearMonth());
            reported.Add(ReportedBy.Organisation, booking.Organisation, booking.Date.ToYearMonth());
        }

        return answers.Reading([.. SourceAnswers.LatestWindows(wanted).Select(window => ByCourse(window, bookings.Values))]) with { Reported = reported.All };
    }

    private static Figure FigureOf(WantedFigure wanted, Attendance attendance, SourceAnswers answers, string from) => wanted.Request.Query.What switch
    {
        "people" => new Figure(attendance.Completed, null, null, null, from),
        "completions" => new Figure(attendance.Completions, null, null, null, from),
        _ when wanted.Request.Query.OutOf is { } all => answers.Share(wanted, attendance.Completed, all, "practitioners to be trained", $"{from}; out of {all:0.##} practitioners"),
        _ => answers.Share(wanted, attendance.Completed, attendance.Booked, "practitioners who booked or completed", $"{from}; out of the practitioners who booked or completed"),
    };

    private static bool Takes(WantedFigure wanted, Booking booking) =>
        wanted.Window.Contains(booking.Date) && wanted.Admits("course", booking.Course) && wanted.Admits("ward", booking.Ward) && wanted.Admits("organisation", booking.Organisation);

    private static Attendance AttendanceOf(IReadOnlyCollection<Booking> bookings) => new(
        bookings.Where(booking => booking.Status != Withdrawn).DistinctBy(booking => booking.Person).Count(),
        bookings.Where(booking => booking.Status == Completed).DistinctBy(booking => booking.Person).Count(),
        bookings.Count(booking => booking.Status == Completed));

    private static Breakdown ByCourse(MonthSpan window, IReadOnlyCollection<Booking> bookings) => new(
        $"training-by-course-{window}", $"Training by course, {window.Describe()}", "Course", ["Booked or completed", "Completed", "Completed, %"],
        [
            .. bookings.Where(booking => window.Contains(booking.Date)).GroupBy(booking => booking.Course, StringComparer.OrdinalIgnoreCase)
                .OrderBy(course => course.Key, StringComparer.OrdinalIgnoreCase).Select(course => CourseRow(course.Key, AttendanceOf([.. course]))),
        ],
        CountsPeople: true);

    private static BreakdownRow CourseRow(string course, Attendance attendance) =>
        new(course, [attendance.Booked, attendance.Completed, attendance.Booked == 0 ? null : attendance.Completed * 100m / attendance.Booked]);
}
