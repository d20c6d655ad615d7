namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>A figure that the hub can compute.</summary>
/// <param name="Source">Its source.</param>
/// <param name="What">Its name.</param>
/// <param name="Kind">The kind of measure that it is.</param>
/// <param name="Filters">Columns by which rows can be chosen.</param>
public sealed record KnownFigure(string Source, string What, MeasureKind Kind, IReadOnlyList<string> Filters)
{
    /// <summary>As strands.json names it: "attendance.people".</summary>
    public string Name => $"{Source}.{What}";
}

/// <summary>The figures that the hub can compute, by source. docs/figures.md says what each is.</summary>
public static class FigureCatalogue
{
    /// <summary>Of the ledger: what will be spent by the end of the year. The only figure that forecasts go into.</summary>
    public const string Projection = "projection";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<KnownFigure> All =
    [
        .. Of(SourceNames.Attendance, ["programme", "place", "role", "delivery"], ("people", MeasureKind.People), ("visits", MeasureKind.Count)),
        .. Of(SourceNames.Registrations, [], ("people", MeasureKind.People)),
        .. Of(SourceNames.Reach, [], ("registered", MeasureKind.Rate), ("accessing", MeasureKind.Rate), ("accessing-of-all", MeasureKind.Rate)),
        .. Of(SourceNames.Breastfeeding, ["point"], ("rate", MeasureKind.Rate), ("coverage", MeasureKind.Rate)),
        .. Of(
            SourceNames.Ledger, ["strand"], ("spent", MeasureKind.Money), ("spent-of-award", MeasureKind.Rate),
            (Projection, MeasureKind.Money), ("capital-share", MeasureKind.Rate)),
        .. Of(
            SourceNames.Training, ["course", "ward", "organisation"], ("people", MeasureKind.People), ("completions", MeasureKind.Count),
            ("share", MeasureKind.Rate)),
        .. Of(SourceNames.Panel, ["activity"], ("activities", MeasureKind.Count), ("parents", MeasureKind.Count), ("members", MeasureKind.People)),
        .. Of(
            SourceNames.FrontDoor, [], ("users", MeasureKind.People), ("monthly-users", MeasureKind.People), ("sessions", MeasureKind.Count),
            ("pages", MeasureKind.Count), ("minutes", MeasureKind.Average)),
        .. Of(SourceNames.Timetables, ["place"], ("sessions", MeasureKind.Count), ("partners", MeasureKind.Count)),
    ];

    /// <summary>The sources' names.</summary>
    public static IReadOnlyList<string> Sources => [.. All.Select(figure => figure.Source).Distinct()];

    /// <summary>What stands as at the end of a window and is no count within it.</summary>
    private static readonly string[] Levels = ["registrations.people", "ledger.projection", "panel.members", "front-door.monthly-users"];

    /// <summary>Figures that can be out of a number in the settings: of practitioners to be trained; of children on the health visitors' list.</summary>
    public static readonly IReadOnlyList<string> OutOfAFixedNumber = ["training.share", "reach.registered", "reach.accessing-of-all"];

    // Of each of these people something is counted at least once: a visit, a completed course.
    private static readonly (string People, string Counts)[] PeopleAndCounts =
    [
        ("attendance.people", "attendance.visits"), ("training.people", "training.completions"), ("front-door.users", "front-door.sessions"), ("timetables.partners", "timetables.sessions"),
    ];

    /// <summary>A figure by its name, or null.</summary>
    public static KnownFigure? Find(string name) => All.FirstOrDefault(figure => figure.Name == name);

    /// <summary>Whether the months of a figure add up to the figure of all of them: plain counts do, different partners do not.</summary>
    public static bool AddsUp(string name) => Find(name) is { Kind: MeasureKind.Count, What: not "partners" };

    /// <summary>What is counted at least once of each of the people of a figure, or null.</summary>
    public static string? CountsOf(string people) => Array.Find(PeopleAndCounts, pair => pair.People == people).Counts;

    /// <summary>The people of each of whom a figure counts at least one, or null.</summary>
    public static string? PeopleOf(string counts) => Array.Find(PeopleAndCounts, pair => pair.Counts == counts).People;

    /// <summary>Whether a figure goes up and down, whatever its window: members, a projection.</summary>
    public static bool IsLevel(string name) => Levels.Contains(name);

    private static IEnumerable<KnownFigure> Of(string source, string[] filters, params (string What, MeasureKind Kind)[] figures) =>
        figures.Select(figure => new KnownFigure(source, figure.What, figure.Kind, filters));
}
