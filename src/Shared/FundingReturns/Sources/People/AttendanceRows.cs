using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources.People;

/// <summary>Somebody was somewhere.</summary>
/// <param name="Person">Their number.</param>
/// <param name="Date">When.</param>
/// <param name="Place">The place's id; empty for what is online and has none.</param>
/// <param name="Programme">What it was, as the file has it.</param>
/// <param name="IsChild">A child; otherwise an adult.</param>
/// <param name="IsOnline">Online; otherwise in person.</param>
internal readonly record struct AttendanceRow(int Person, LocalDate Date, string Place, string Programme, bool IsChild, bool IsOnline);

/// <summary>
/// Reads files of attendance, row by row. The same person at the same programme in the same place on the same day is one row, however often
/// it is written. A date belongs to one file, so no more than one file's visits are remembered at a time.
/// </summary>
internal static class AttendanceRows
{
    private static readonly SourceColumn Person = new("Person", "person", "child id", "client id", "id") { NamesPeople = true };
    private static readonly SourceColumn Date = new("Date", "date", "attended on", "session date");
    private static readonly SourceColumn Place = new("Place", "place", "venue", "hub", "site");
    private static readonly SourceColumn Programme = new("Programme", "programme", "activity", "course", "service");
    private static readonly SourceColumn Role = new("Role", "role");
    private static readonly SourceColumn Delivery = new("Delivery", "delivery", "mode") { IsOptional = true };

    private static readonly SourceColumn[] Columns = [Person, Date, Place, Programme, Role, Delivery];

    /// <summary>Hands every good row that is wanted to <paramref name="take"/>.</summary>
    public static async Task ReadAsync(SourcePass pass, PeopleNumbers people, PlaceNames places, Action<AttendanceRow> take, CancellationToken cancellation)
    {
        var (file, seen) = ("", new Repetitions());
        await foreach (var (row, date) in pass.RowsByDateAsync(Columns, Date, cancellation))
        {
            if (row.File != file)
                (file, seen) = (row.File, new Repetitions());
            if (Read(row, date, people, places) is { } attendance && seen.IsFirst(attendance))
                take(attendance);
        }
    }

    private static AttendanceRow? Read(SourceRow row, LocalDate date, PeopleNumbers people, PlaceNames places)
    {
        var (person, programme) = (row.Required(Person), row.Required(Programme));
        var isChild = row.OneOf(Role, "child", "adult") == "child";
        var isOnline = row.Text(Delivery).Length > 0 && row.OneOf(Delivery, "in person", "online") == "online";
        var place = row.IsLeftOut || (isOnline && row.Text(Place).Length == 0) ? "" : Known(row, places);
        return row.IsLeftOut ? null : new AttendanceRow(people.Of(person), date, place, programme, isChild, isOnline);
    }

    private static string Known(SourceRow row, PlaceNames places)
    {
        if (places.Find(row.Text(Place)) is { } id)
            return id;
        row.LeaveOut(Place, "unknown-place", "This is none of the places in places.json. Write a place's id, its name or one of its aliases, or add what is written here to the aliases.");
        return "";
    }

    /// <summary>What was met in one file.</summary>
    private sealed class Repetitions
    {
        private readonly Dictionary<(LocalDate, string, string), uint> occasions = [];
        private readonly HashSet<ulong> visits = [];
        private readonly Dictionary<string, string> programmes = new(StringComparer.OrdinalIgnoreCase);

        public bool IsFirst(in AttendanceRow row)
        {
            if (!programmes.TryGetValue(row.Programme, out var programme))
                programmes[row.Programme] = programme = row.Programme;
            var key = (row.Date, row.Place, programme);
            if (!occasions.TryGetValue(key, out var occasion))
                occasions[key] = occasion = (uint)occasions.Count;
            return visits.Add(((ulong)(uint)row.Person << 32) | occasion);
        }
    }
}
