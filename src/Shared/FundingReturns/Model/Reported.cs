using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>By what a source's files can be seen to be whole: some of it may be missing while the month has rows.</summary>
public enum ReportedBy
{
    /// <summary>Actual spending of a strand, by its id.</summary>
    Strand,

    /// <summary>What is expected to be spent of a strand, by its id.</summary>
    Forecast,

    /// <summary>A place of places.json, by its id.</summary>
    Place,

    /// <summary>A programme that people attend.</summary>
    Programme,

    /// <summary>A partner who offers sessions.</summary>
    Partner,

    /// <summary>The first half of postcodes, "WA8": where those who are registered live.</summary>
    PostcodeDistrict,

    /// <summary>A course of training.</summary>
    Course,

    /// <summary>Whom those who are trained work for.</summary>
    Organisation,

    /// <summary>What a panel does.</summary>
    Activity,

    /// <summary>Children or adults who attend.</summary>
    Role,

    /// <summary>Whether people attend online or in person.</summary>
    Delivery,
}

/// <summary>How much a source's files say of one strand, place or programme in a month. Kept beside a return, so that the next can be held against it.</summary>
/// <param name="Source">The source whose files say it: "attendance".</param>
/// <param name="By">What it is.</param>
/// <param name="Name">Its id, or what it is called in the files.</param>
/// <param name="Month">The month.</param>
/// <param name="Number">How many rows, visits, people or sessions.</param>
/// <param name="Pounds">What they come to, of money; null of anything else.</param>
public sealed record Reported(string Source, ReportedBy By, string Name, YearMonth Month, int Number, decimal? Pounds = null)
{
    /// <summary>The same for what is the same however it is written: capitals and blanks do not matter.</summary>
    public (string Source, ReportedBy By, string Name) What => (Source, By, string.Join(' ', Name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant());

    /// <summary>What was said in several readings, the newest first: of each the newest that says anything of it.</summary>
    public static IReadOnlyList<Reported> Newest(IEnumerable<Reported> reported) => [.. reported.DistinctBy(one => (one.What, one.Month))];

    /// <summary>What is said in several readings, each once: where they differ, the most that was ever said.</summary>
    public static IReadOnlyList<Reported> Most(IEnumerable<Reported> reported) =>
        [.. reported.GroupBy(one => (one.What, one.Month)).Select(same => same.MaxBy(one => one.Number)!)];
}

/// <summary>Counts what a source's files say while their rows go by.</summary>
internal sealed class ReportedTally(string source)
{
    private readonly Dictionary<(ReportedBy By, string Name, YearMonth Month), (int Number, decimal? Pounds)> counted = [];

    /// <summary>Everything that was counted, in a fixed order. What is written in several ways is one.</summary>
    public IReadOnlyList<Reported> All =>
    [
        .. counted.Select(one => new Reported(source, one.Key.By, one.Key.Name, one.Key.Month, one.Value.Number, one.Value.Pounds))
            .GroupBy(one => (one.What, one.Month)).Select(same => same.First() with { Number = same.Sum(one => one.Number), Pounds = same.First().Pounds is null ? null : same.Sum(one => one.Pounds) })
            .OrderBy(one => one.By).ThenBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Month),
    ];

    /// <summary>Counts rows; of a name that is empty none.</summary>
    public void Add(ReportedBy by, string name, YearMonth month, int number = 1, decimal? pounds = null)
    {
        if (name.Length == 0)
            return;
        var (so, far) = counted.GetValueOrDefault((by, name, month));
        counted[(by, name, month)] = (so + number, pounds is null ? null : (far ?? 0) + pounds);
    }
}
