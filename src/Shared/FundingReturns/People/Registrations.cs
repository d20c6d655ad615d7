using System.Globalization;
using HubAutomation.Shared.FundingReturns.Sources;

namespace HubAutomation.Shared.FundingReturns.People;

/// <summary>
/// Who is registered: figure <c>registrations.people</c>, different people who are registered on the last day of the window. Files
/// <c>figures/{authority}/registrations/{months}.csv</c>, each a snapshot, with the columns Person, Date of birth, Postcode, Registered on and,
/// if wanted, Ended on. docs/reach.md describes them.
/// </summary>
public static class Registrations
{
    /// <summary>The source's name.</summary>
    public const string Source = "registrations";

    /// <summary>Answers all requests in one pass over each file that is needed.</summary>
    /// <param name="requests">What is wanted.</param>
    /// <param name="files">The authority's files of this source.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<SourceReading> ReadAsync(IReadOnlyList<FigureRequest> requests, IReadOnlyList<SourceFile> files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var (notes, figures) = (new SourceNotes(), new Dictionary<string, Figure>());
        foreach (var unknown in requests.Select(request => UnknownFigure.In(request.Query, ["people"], [])).OfType<Finding>())
            notes.Add(unknown);
        var known = requests.Where(request => UnknownFigure.In(request.Query, ["people"], []) is null);
        var answers = known.GroupBy(request => request.Window.To).Select(month => (File: RegistrationRows.FileFor(month.Key, files, notes), Requests: month.ToList()));
        foreach (var file in answers.Where(answer => answer.File is not null).GroupBy(answer => answer.File!))
        {
            var counts = file.SelectMany(answer => answer.Requests).Select(request => (Request: request, People: new PeopleSet())).ToList();
            var rows = 0;
            if (!await RegistrationRows.ReadAsync(file.Key, new PeopleNumbers(), notes, Count, cancellation))
                continue;
            foreach (var (request, people) in counts)
                figures[request.Key] = new Figure(people.Count, null, null, null, string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{Source}/{file.Key.Name}, {rows:N0} rows"));

            void Count(Registration registration)
            {
                rows++;
                foreach (var (request, people) in counts)
                {
                    if (registration.HoldsOn(request.Window.LastDate))
                        people.Add(registration.Person);
                }
            }
        }

        return new SourceReading(figures, notes.Findings, [], notes.Rejects);
    }
}
