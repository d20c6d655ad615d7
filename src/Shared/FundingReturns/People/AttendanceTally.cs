using HubAutomation.Shared.FundingReturns.Sources;

namespace HubAutomation.Shared.FundingReturns.People;

/// <summary>Counts for one figure of attendance.</summary>
internal sealed class AttendanceTally
{
    private readonly bool countsPeople;
    private readonly IReadOnlyList<string>? programmes;
    private readonly IReadOnlyList<string>? places;
    private readonly IReadOnlyList<string>? roles;
    private readonly IReadOnlyList<string>? deliveries;
    private readonly PeopleSet people = new();
    private int visits;

    private AttendanceTally(FigureRequest request, IReadOnlyList<string>? places)
    {
        Request = request;
        countsPeople = request.Query.What == "people";
        this.places = places;
        var where = request.Query.Where;
        (programmes, roles, deliveries) = (where.GetValueOrDefault("programme"), where.GetValueOrDefault("role"), where.GetValueOrDefault("delivery"));
    }

    public FigureRequest Request { get; }

    public int Value => countsPeople ? people.Count : visits;

    /// <summary>Null, with a finding, when the source has no such figure.</summary>
    public static AttendanceTally? Of(FigureRequest request, PlaceNames names, SourceNotes notes)
    {
        var query = request.Query;
        if (UnknownFigure.In(query, ["people", "visits"], ["programme", "place", "role", "delivery"]) is { } unknown)
        {
            notes.Add(unknown);
            return null;
        }

        var wanted = query.Where.GetValueOrDefault("place");
        if (wanted?.FirstOrDefault(place => names.Find(place) is null) is { } nowhere)
        {
            notes.Add(new Finding(
                Severity.Error, "unknown-place", null, nowhere,
                $"A figure of attendance is wanted for the place \"{nowhere}\", which is none of those in places.json. Mend the name in strands.json.", Finding.DataTeam));
            return null;
        }

        return new AttendanceTally(request, wanted?.Select(place => names.Find(place)!).ToList());
    }

    /// <summary>Whether rows like this one count.</summary>
    public bool Takes(AttendanceRow row) =>
        Request.Window.Contains(row.Date) && IsAmong(programmes, row.Programme) && IsAmong(places, row.Place)
        && IsAmong(roles, row.IsChild ? "child" : "adult") && IsAmong(deliveries, row.IsOnline ? "online" : "in person");

    public void Add(int person)
    {
        visits++;
        if (countsPeople)
            people.Add(person);
    }

    private static bool IsAmong(IReadOnlyList<string>? wanted, string value) =>
        wanted is null || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);
}
