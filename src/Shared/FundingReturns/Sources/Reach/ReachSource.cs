using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Reach;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources.Reach;

/// <summary>
/// Reach into deprived areas: figures <c>reach.registered</c> (registered children of the age, of all who live there), <c>reach.accessing</c>
/// (those who attended within the access window, of the registered) and <c>reach.accessing-of-all</c> (the same, of all who live there); with
/// tables by ward. The authority's <see cref="ReachRule"/> says what is meant, and stands beside every figure. docs/reach.md explains it.
/// </summary>
public static class ReachSource
{
    /// <summary>Its name.</summary>
    public const string Name = SourceNames.Reach;

    /// <summary>Answers all requests; tables and what postcodes say are of the latest month.</summary>
    /// <param name="requests">What is wanted. Who is registered is taken at the end of the window; who accesses within the rule's own window up to that month.</param>
    /// <param name="rule">The authority's rule; null when it has none.</param>
    /// <param name="registrations">The authority's files of registrations.</param>
    /// <param name="attendance">The authority's files of attendance.</param>
    /// <param name="places">The authority's places.</param>
    /// <param name="reference">National files that are ready.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<SourceReading> ReadAsync(
        IReadOnlyList<FigureRequest> requests, ReachRule? rule, IReadOnlyList<SourceFile> registrations, IReadOnlyList<SourceFile> attendance,
        IReadOnlyList<Place> places, IReadOnlyList<ReadyReference> reference, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(reference);
        var (notes, figures, breakdowns) = (new SourceNotes(), new Dictionary<string, Figure>(), (IReadOnlyList<Breakdown>)[]);
        var (registered, attended) = (new ReportedTally(RegistrationsSource.Name), new List<ReportedTally>());
        var wanted = WantedFigure.Of(Name, requests, notes);
        if (wanted.Count > 0 && await AreasAsync(rule, reference, notes, cancellation) is { } areas)
        {
            var sources = new ReachSources(rule!, areas, registrations, attendance, places, reference.Of(ReferenceKinds.Postcodes)!, notes, registered, attended);
            foreach (var month in wanted.GroupBy(figure => figure.Window.To).OrderBy(month => month.Key))
            {
                if (await sources.CountAsync(month.Key, cancellation) is not { } count)
                    continue;
                Answer(month, count, figures, notes);
                breakdowns = count.Breakdowns();
            }
        }

        return new SourceReading(figures, [.. notes.Findings.DistinctBy(finding => finding.Key)], breakdowns, [.. notes.Rejects.Distinct()]) { Reported = Reported.Most([.. registered.All, .. attended.SelectMany(month => month.All)]) };
    }

    private static async Task<ReachAreas?> AreasAsync(ReachRule? rule, IReadOnlyList<ReadyReference> reference, SourceNotes notes, CancellationToken cancellation)
    {
        if (rule is null)
        {
            notes.Add(new Finding(Severity.Error, "no-rule", null, Name, "Figures of reach are wanted, but strands.json has no \"reach\" that says what is meant. Write it in.", Finding.DataTeam));
            return null;
        }

        return reference.Has(ReferenceKinds.Postcodes, notes) ? await ReachAreas.ReadAsync(rule, reference, notes, cancellation) : null;
    }

    private static void Answer(IEnumerable<WantedFigure> wanted, ReachCount count, Dictionary<string, Figure> figures, SourceNotes notes)
    {
        foreach (var request in wanted.Select(figure => figure.Request))
        {
            if (count.Of(request.Query) is not { } figure)
                continue;
            figures[request.Key] = figure;
            if (figure.Value is null)
            {
                notes.Add(new Finding(
                    Severity.Warning, "nothing-to-divide-by", request.Key, Name,
                    $"{request.Window.Describe()}: there is no child to say {Name}.{request.Query.What} of ({count.Areas.Describe()}).", Finding.DataTeam));
            }
        }
    }

    /// <summary>Where the counts of months come from.</summary>
    private sealed record ReachSources(
        ReachRule Rule, ReachAreas Areas, IReadOnlyList<SourceFile> Registrations, IReadOnlyList<SourceFile> Attendance, IReadOnlyList<Place> Places,
        ReadyReference Directory, SourceNotes Notes, ReportedTally Registered, List<ReportedTally> Attended)
    {
        public async Task<ReachCount?> CountAsync(YearMonth month, CancellationToken cancellation)
        {
            var people = new PeopleNumbers();
            if (RegistrationRows.FileFor(month, Registrations, Notes) is not { } file
                || await ReachChildren.ReadAsync(file, MonthSpan.Of(month).LastDate, Rule.UnderAge, Areas, Directory, people, Notes, cancellation) is not var (children, rows, districts))
            {
                return null;
            }

            foreach (var (district, number) in districts)
                Registered.Add(ReportedBy.PostcodeDistrict, district, month, number);

            var (visits, visitsFrom) = await VisitsAsync(month, people, children, cancellation);
            var from = $"{RegistrationsSource.Name}/{file.Name}, {ReachWords.Number(rows)} rows, postcodes by {Directory.Manifest.Describe()}";
            var count = new ReachCount(month, Rule, Areas, children, visits, from, visitsFrom);
            if (count.Postcodes() is { } postcodes)
                Notes.Add(postcodes);
            return count;
        }

        private async Task<(IReadOnlyDictionary<int, int>? Visits, string From)> VisitsAsync(
            YearMonth month, PeopleNumbers people, IReadOnlyList<ReachChild> children, CancellationToken cancellation)
        {
            if (Rule.AccessWindow.For(month) is not { } window)
            {
                Notes.Add(new Finding(
                    Severity.Note, "before-access-window", null, $"reach {MonthSpan.Of(month)}",
                    $"Who accesses cannot be said of {MonthSpan.Name(month)}: it is before the first month that attendance counts of.", Finding.DataTeam));
                return (null, "");
            }

            // Windows of several months overlap: each is counted apart.
            var (registered, attended) = (children.Select(child => child.Person).ToHashSet(), new ReportedTally(AttendanceSource.Name));
            Attended.Add(attended);
            var visits = new Dictionary<int, int>();
            var pass = new SourcePass(AttendanceSource.Name, [window], Attendance, Notes);
            await AttendanceRows.ReadAsync(pass, people, new PlaceNames(Places), Count, cancellation);
            var unknown = window.Months.Except(pass.MonthsUpToTheLastRow()).ToList();
            if (unknown.Count > 0)
                Notes.Add(SourceAnswers.Missing(AttendanceSource.Name, unknown) with { Place = $"{AttendanceSource.Name} for {Name} {MonthSpan.Of(month)}" });
            return unknown.Count == window.Count
                ? (null, "")
                : (visits, $"at least one attendance in {window.Describe()}: {pass.FilesOf(window)}{(unknown.Count > 0 ? $"; nothing for {MonthSpan.Describe(unknown)}" : "")}");

            void Count(AttendanceRow row)
            {
                attended.Add(ReportedBy.Place, row.Place, row.Date.ToYearMonth());
                attended.Add(ReportedBy.Programme, row.Programme, row.Date.ToYearMonth());
                if (registered.Contains(row.Person))
                    visits[row.Person] = visits.GetValueOrDefault(row.Person) + 1;
            }
        }
    }
}
