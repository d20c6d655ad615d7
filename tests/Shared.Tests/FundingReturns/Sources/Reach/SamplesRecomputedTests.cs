using System.Globalization;
using System.Text.Json;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.FundingReturns.Sources.Reach;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Reach;
using HubAutomation.Shared.Tests.FundingReturns.Sources.People;
using HubAutomation.Shared.Tests.Reach;
using HubAutomation.Testing.Browser;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources.Reach;

/// <summary>Every figure of the samples, computed a second time by a short script in another language, is the same to the last digit.</summary>
public sealed class SamplesRecomputedTests
{
    private static readonly YearMonth October = new(2026, 10);

    private static readonly Dictionary<string, Window> Windows = new()
    {
        ["month"] = new(WindowKind.Month),
        ["year-to-date"] = new(WindowKind.YearToDate),
        ["last-12-months"] = new(WindowKind.LastTwelveMonths),
    };

    [Fact]
    public async Task What_the_report_says_of_the_most_deprived_areas_comes_out_of_the_files()
    {
        var reading = await ReachAsync("don-valley", Rule("E08000018"));

        Assert.Equal((88.0m, 264, 300), Rounded(reading.Figures["reach.registered 2026-10"]));
        Assert.Equal((67.0m, 177, 264), Rounded(reading.Figures["reach.accessing 2026-10"]));
        Assert.Equal((59.0m, 177, 300), Rounded(reading.Figures["reach.accessing-of-all 2026-10"]));
    }

    [PythonTheory]
    [InlineData("don-valley", """{"district":"E08000018","index":"IDACI","release":2025,"mostDeprivedPercent":30,"underAge":5,"accessWindow":"last-12-months"}""")]
    [InlineData("don-valley", """{"district":"E08000018","index":"IMD","release":2025,"mostDeprivedPercent":20,"underAge":6,"accessWindow":"year-to-date"}""")]
    [InlineData("don-valley", """{"district":"E08000018","index":"IDACI","release":2019,"mostDeprivedPercent":30,"underAge":5,"accessWindow":"last-12-months"}""")]
    [InlineData("don-valley", """{"district":"E08000018","index":"IDACI","release":2025,"mostDeprivedAreas":10,"underAge":3,"accessWindow":"month"}""")]
    [InlineData("halton", """{"district":"E06000006","index":"IDACI","release":2025,"mostDeprivedPercent":30,"underAge":5,"accessWindow":"last-12-months"}""")]
    [InlineData("halton", """{"district":"E06000006","index":"IMD","release":2019,"mostDeprivedAreas":8,"underAge":5,"accessWindow":"last-12-months"}""")]
    public async Task A_script_written_from_the_definitions_finds_the_same(string authority, string rule)
    {
        var script = Path.Combine(OutsideTools.Repository, "tests", "Recomputation", "people.py");
        using var json = JsonDocument.Parse(await OutsideTools.RunAsync(OutsideTools.Python, script, Samples.Folder, authority, "2026-10", rule));
        var expected = json.RootElement.EnumerateArray().ToList();
        var figures = expected.Where(line => line.TryGetProperty("figure", out _)).Select(line => (Line: line, Request: Request(line))).ToList();
        Assert.True(figures.Count > 100);

        var computed = new Dictionary<string, Figure>();
        foreach (var reading in await ReadAsync(authority, ReadRule(rule), [.. figures.Select(figure => figure.Request)]))
            reading.Figures.ToList().ForEach(figure => computed.Add(figure.Key, figure.Value));

        Assert.Equal(figures.Select(figure => figure.Request.Key).Order(), computed.Keys.Order());
        Assert.All(figures, figure => Assert.Equal(Described(figure.Line), Described(computed[figure.Request.Key])));
        var tables = (await ReachAsync(authority, ReadRule(rule))).Breakdowns;
        Assert.All(expected.Where(line => line.TryGetProperty("table", out _)), line => Assert.Equal(Rows(line), Rows(tables.Single(table => table.Id == line.GetProperty("table").GetString()))));
    }

    private static async Task<IReadOnlyList<SourceReading>> ReadAsync(string authority, ReachRule rule, IReadOnlyList<FigureRequest> requests)
    {
        var (attendance, registrations) = (GivenFiles.Folder(Samples.Figures(authority), "attendance"), GivenFiles.Folder(Samples.Figures(authority), "registrations"));
        return
        [
            await AttendanceSource.ReadAsync([.. requests.Where(request => request.Query.Source == "attendance")], attendance, Places(authority), default),
            await RegistrationsSource.ReadAsync([.. requests.Where(request => request.Query.Source == "registrations")], registrations, default),
            await ReachSource.ReadAsync([.. requests.Where(request => request.Query.Source == "reach")], rule, registrations, attendance, Places(authority), await ReferenceAsync(), default),
        ];
    }

    private static async Task<SourceReading> ReachAsync(string authority, ReachRule rule) =>
        (await ReadAsync(authority, rule, [.. new[] { "registered", "accessing", "accessing-of-all" }.Select(what => GivenFiles.Ask($"reach.{what}", "2026-10"))]))[2];

    private static async Task<IReadOnlyList<ReadyReference>> ReferenceAsync()
    {
        var ready = new List<ReadyReference>();
        foreach (var path in Directory.GetFiles(Samples.ReferenceFolder).Where(path => !path.Contains("notes", StringComparison.Ordinal)))
        {
            await using var content = File.OpenRead(path);
            ready.Add(await GivenReference.ReadyAsync(content, Path.GetFileName(path)));
        }

        return ready;
    }

    private static List<Place> Places(string authority)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Samples.Folder, "configuration", authority, "places.json")));
        return
        [
            .. json.RootElement.GetProperty("places").EnumerateArray().Select(place => new Place(
                place.GetProperty("id").GetString()!, place.GetProperty("name").GetString()!, PlaceKind.Hub, "", "", "",
                [.. place.GetProperty("aliases").EnumerateArray().Select(alias => alias.GetString()!)], [], new Dictionary<IsoDayOfWeek, OpenHours>())),
        ];
    }

    private static ReachRule Rule(string district) => new(district, DeprivationIndex.Idaci, 2025, 30, null, 5, Windows["last-12-months"]);

    private static ReachRule ReadRule(string rule)
    {
        using var json = JsonDocument.Parse(rule);
        var root = json.RootElement;
        return new ReachRule(
            root.GetProperty("district").GetString()!, Enum.Parse<DeprivationIndex>(root.GetProperty("index").GetString()!, ignoreCase: true), root.GetProperty("release").GetInt32(),
            root.TryGetProperty("mostDeprivedPercent", out var percent) ? percent.GetInt32() : null, root.TryGetProperty("mostDeprivedAreas", out var top) ? top.GetInt32() : null,
            root.GetProperty("underAge").GetInt32(), Windows[root.GetProperty("accessWindow").GetString()!]);
    }

    private static FigureRequest Request(JsonElement line)
    {
        var name = line.GetProperty("figure").GetString()!.Split('.');
        var where = line.GetProperty("where").EnumerateObject().ToDictionary(column => column.Name, column => (IReadOnlyList<string>)[column.Value.GetString()!]);
        var window = line.GetProperty("window").GetString()!;
        return new FigureRequest(
            $"{string.Join('.', name)} {window} {string.Join(' ', where.Select(column => $"{column.Key}={column.Value[0]}"))}", new FigureQuery(name[0], name[1], where), Windows[window].For(October)!);
    }

    private static string Described(JsonElement line) => line.TryGetProperty("numerator", out var numerator)
        ? $"{Written(line.GetProperty("value"))} = {numerator} / {line.GetProperty("denominator")}, {string.Join(" to ", line.GetProperty("interval").EnumerateArray().Select(Written))}"
        : line.GetProperty("value").ToString();

    private static string Described(Figure figure) => figure.Numerator is { } numerator
        ? string.Create(CultureInfo.InvariantCulture, $"{Written(figure.Value!.Value)} = {numerator:G29} / {figure.Denominator:G29}, {Written(figure.Interval!.Lower)} to {Written(figure.Interval.Upper)}")
        : figure.Value!.Value.ToString(CultureInfo.InvariantCulture);

    private static string Written(JsonElement number) => Written(decimal.Parse(number.GetString()!, CultureInfo.InvariantCulture));

    private static string Written(decimal number) => decimal.Round(number, 20).ToString("F20", CultureInfo.InvariantCulture);

    private static (decimal, decimal?, decimal?) Rounded(Figure figure) => (decimal.Round(figure.Value!.Value, 1, MidpointRounding.AwayFromZero), figure.Numerator, figure.Denominator);

    private static IEnumerable<string> Rows(JsonElement table) =>
        table.GetProperty("rows").EnumerateObject().Select(row => $"{row.Name}: {string.Join(' ', row.Value.EnumerateArray())}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Rows(Breakdown table) =>
        table.Rows.Where(row => row.Values.Any(value => value > 0)).Select(row => $"{row.Label}: {string.Join(' ', row.Values)}").Order(StringComparer.Ordinal);
}
