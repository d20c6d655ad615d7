using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.Reading;

namespace HubAutomation.Shared.FundingReturns.Sources.People;

/// <summary>
/// Who is registered: figure <c>registrations.people</c>, different people who are registered on the last day of the window. Files
/// <c>figures/{authority}/registrations/{months}.csv</c>, each a snapshot, with the columns Person, Date of birth, Postcode, Registered on and,
/// if wanted, Ended on. docs/reach.md describes them.
/// </summary>
public static class RegistrationsSource
{
    /// <summary>Its name, and that of its files' folder.</summary>
    public const string Name = SourceNames.Registrations;

    /// <summary>Answers all requests in one pass over each file that is needed.</summary>
    /// <param name="requests">What is wanted.</param>
    /// <param name="files">The authority's files of this source.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<SourceReading> ReadAsync(IReadOnlyList<FigureRequest> requests, IReadOnlyList<SourceFile> files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(files);
        var (notes, figures, reported) = (new SourceNotes(), new Dictionary<string, Figure>(), new ReportedTally(Name));
        var answers = WantedFigure.Of(Name, requests, notes).GroupBy(wanted => wanted.Window.To)
            .Select(month => (File: RegistrationRows.FileFor(month.Key, files, notes), Wanted: month.ToList())).ToList();
        foreach (var file in answers.Where(answer => answer.File is not null).GroupBy(answer => answer.File!))
        {
            var counts = file.SelectMany(answer => answer.Wanted).Select(wanted => (Wanted: wanted, People: new PeopleSet())).ToList();
            var months = counts.Select(count => count.Wanted.Window.To).Distinct().ToList();
            if (!await RegistrationRows.ReadAsync(file.Key, new PeopleNumbers(), notes, Count, cancellation))
                continue;
            foreach (var (wanted, people) in counts)
                figures[wanted.Request.Key] = new Figure(people.Count, null, null, null, string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{Name}/{file.Key.Name}: {wanted.Rows:N0} rows"));

            void Count(Registration registration)
            {
                foreach (var month in months.Where(month => registration.HoldsOn(MonthSpan.Of(month).LastDate)))
                    reported.Add(ReportedBy.PostcodeDistrict, registration.District, month);
                foreach (var (wanted, people) in counts.Where(count => registration.HoldsOn(count.Wanted.Window.LastDate)))
                {
                    wanted.Rows++;
                    people.Add(registration.Person);
                }
            }
        }

        return new SourceReading(figures, notes.Findings, [], notes.Rejects) { Reported = reported.All };
    }
}
