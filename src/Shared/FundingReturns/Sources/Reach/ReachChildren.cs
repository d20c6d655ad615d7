using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Reach;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources.Reach;

/// <summary>What a registered child's postcode says.</summary>
internal enum Placing
{
    /// <summary>In the authority's area.</summary>
    Inside,

    /// <summary>In the authority's area, by a postcode that is no longer in use.</summary>
    InsideTerminated,

    /// <summary>In no area of the authority.</summary>
    Outside,

    /// <summary>It has the form of a postcode but the directory does not know it.</summary>
    NotInDirectory,

    /// <summary>It is no postcode.</summary>
    NotAPostcode,

    /// <summary>It is empty.</summary>
    NoPostcode,
}

/// <summary>A registered child of the age, and where they live.</summary>
/// <param name="Person">Their number.</param>
/// <param name="Placing">What their postcode says.</param>
/// <param name="Area">Their area when it is the authority's.</param>
/// <param name="IsCertain">False when the directory knows the area of 2011 only and that was split since.</param>
internal sealed record ReachChild(int Person, Placing Placing, ReachArea? Area, bool IsCertain);

/// <summary>Registered children of the age on the last day of a month, each once, with where they live.</summary>
internal static class ReachChildren
{
    /// <summary>Reads them. Of several registrations of one child that hold, the latest counts, and of two of one day the one further down.</summary>
    /// <returns>The children, how many rows they come from, and how many people are registered by postcode district; null, with a finding, when the file cannot be read.</returns>
    public static async Task<(IReadOnlyList<ReachChild> Children, int Rows, IReadOnlyDictionary<string, int> Districts)?> ReadAsync(
        SourceFile file, LocalDate date, int underAge, ReachAreas areas, ReadyReference directory, PeopleNumbers people, SourceNotes notes, CancellationToken cancellation)
    {
        var (latest, rows) = (new Dictionary<int, Registration>(), 0);
        if (!await RegistrationRows.ReadAsync(file, people, notes, Take, cancellation))
            return null;
        var ofTheAge = latest.Values.Where(child => child.Born <= date && YearsBetween(child.Born, date) < underAge)
            .Select(child => (child.Person, IsEmpty: child.Postcode.Length == 0, Postcode: Postcode.Parse(child.Postcode))).ToList();
        var found = await FindAsync(directory, ofTheAge.Select(child => child.Postcode).OfType<string>().ToHashSet(), cancellation);
        return ([.. ofTheAge.Select(child => Place(child.Person, child.IsEmpty, child.Postcode, found, areas))], rows, latest.Values.CountBy(registration => registration.District).ToDictionary());

        void Take(Registration row)
        {
            rows++;
            if (row.HoldsOn(date) && (!latest.TryGetValue(row.Person, out var known) || known.RegisteredOn <= row.RegisteredOn))
                latest[row.Person] = row;
        }
    }

    // Completed years; who was born on 29 February is a year older on 1 March.
    private static int YearsBetween(LocalDate born, LocalDate date) =>
        date.Year - born.Year - ((born.Month, born.Day).CompareTo((date.Month, date.Day)) > 0 ? 1 : 0);

    private static ReachChild Place(int person, bool isEmpty, string? postcode, Dictionary<string, string[]> found, ReachAreas areas)
    {
        if (postcode is null)
            return new ReachChild(person, isEmpty ? Placing.NoPostcode : Placing.NotAPostcode, null, true);
        if (!found.TryGetValue(postcode, out var cells))
            return new ReachChild(person, Placing.NotInDirectory, null, true);
        var (code, isCertain) = cells[1].Length > 0 ? (cells[1], true) : areas.Of2011(cells[2]);
        return areas.Find(code) is { } area
            ? new ReachChild(person, cells[5].Length > 0 ? Placing.InsideTerminated : Placing.Inside, area, isCertain)
            : new ReachChild(person, Placing.Outside, null, true);
    }

    // One pass over the whole directory; only what is asked for is kept.
    private static async Task<Dictionary<string, string[]>> FindAsync(ReadyReference directory, HashSet<string> postcodes, CancellationToken cancellation)
    {
        var found = new Dictionary<string, string[]>();
        var wanted = postcodes.GetAlternateLookup<ReadOnlySpan<char>>();
        await foreach (var line in directory.LinesAsync(cancellation))
        {
            if (wanted.Contains(line.AsSpan(0, line.IndexOf(','))))
                found[line[..line.IndexOf(',')]] = line.Split(',');
        }

        return found;
    }
}
