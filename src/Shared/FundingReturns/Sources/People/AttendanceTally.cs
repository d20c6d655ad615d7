using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.Reading;

namespace HubAutomation.Shared.FundingReturns.Sources.People;

/// <summary>Counts for one figure of attendance.</summary>
internal sealed class AttendanceTally
{
    private readonly IReadOnlySet<string>? places;
    private readonly PeopleSet? people;

    private AttendanceTally(WantedFigure wanted, IReadOnlySet<string>? places) =>
        (Wanted, this.places, people) = (wanted, places, wanted.Request.Query.What == "people" ? new PeopleSet() : null);

    public WantedFigure Wanted { get; }

    public int Value => people?.Count ?? Wanted.Rows;

    /// <summary>Null, with a finding, when a place is asked for that there is not.</summary>
    public static AttendanceTally? Of(WantedFigure wanted, PlaceNames names, SourceNotes notes)
    {
        var asked = wanted.Values("place");
        if (asked?.FirstOrDefault(place => names.Find(place) is null) is not { } unknown)
            return new AttendanceTally(wanted, asked?.Select(place => names.Find(place)!).ToHashSet());
        notes.Add(WantedFigure.Unanswerable(AttendanceSource.Name, wanted.Request, $"\"{unknown}\" is none of the places in places.json."));
        return null;
    }

    /// <summary>Whether rows like this one count.</summary>
    public bool Takes(AttendanceRow row) =>
        Wanted.Window.Contains(row.Date) && places?.Contains(row.Place) != false && Wanted.Admits("programme", row.Programme)
        && Wanted.Admits("role", row.IsChild ? "child" : "adult") && Wanted.Admits("delivery", row.IsOnline ? "online" : "in person");

    public void Add(int person)
    {
        Wanted.Rows++;
        people?.Add(person);
    }
}
