using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Sources.People;

/// <summary>
/// Who came to which place, for the meeting of its locality. Different people at each place: somebody who came to two is one at both, so that the rows
/// do not add up.
/// </summary>
internal sealed class AttendanceByPlace(MonthSpan window, IReadOnlyList<Place> places)
{
    private readonly Dictionary<string, (PeopleSet People, int Visits)> counts = [];

    /// <summary>Takes a row, if it is of these months.</summary>
    public void Add(in AttendanceRow row)
    {
        if (!window.Contains(row.Date))
            return;
        var (people, visits) = counts.GetValueOrDefault(row.Place, (new PeopleSet(), 0));
        people.Add(row.Person);
        counts[row.Place] = (people, visits + 1);
    }

    /// <summary>The table; null when nobody came anywhere.</summary>
    public Breakdown? Table() => counts.Count == 0 ? null : new Breakdown(
        $"attendance-by-place-{window}", $"Who came where, {window.Describe()}", "Place", ["People", "Visits"],
        [
            .. places.Where(place => counts.ContainsKey(place.Id)).OrderBy(place => place.Name, StringComparer.Ordinal).Select(place => Row(place.Id, place.Name, place.Area)),
            .. counts.ContainsKey("") ? (IReadOnlyList<BreakdownRow>)[Row("", "Online, at no place", null)] : [],
        ],
        CountsPeople: true);

    private BreakdownRow Row(string place, string label, string? area) => new(label, [counts[place].People.Count, counts[place].Visits], area);
}
