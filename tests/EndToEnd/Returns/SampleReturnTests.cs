using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using HubAutomation.Functions.FundingReturns;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Testing.Browser;

namespace HubAutomation.EndToEnd.Returns;

/// <summary>The hub as a newcomer starts it, with the samples; leads and managers do their part by the mailed links.</summary>
public sealed class SampleHub : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-samples-").FullName;

    public SampleHub()
    {
    }

    /// <summary>People at work on a hub that is there already.</summary>
    internal SampleHub(Hub hub) => (Hub, People) = (hub, new ReturnHub(hub));

    internal Hub Hub { get; private set; } = null!;

    internal ReturnHub People { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Hub = await Hub.StartAsync(Path.Combine(OutsideTools.Repository, "samples"));
        await Hub.App.SettleAsync();
        People = new ReturnHub(Hub);
        await People.SkipToAsync(new DateTimeOffset(2026, 11, 4, 9, 0, 0, TimeSpan.Zero));
    }

    public async Task DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Makes a month's return from the first mail to the last; what the leads have said, by measure.</summary>
    internal async Task<IReadOnlyDictionary<string, Dictionary<string, decimal>>> MakeAsync(string authority, string month, string words)
    {
        var run = await Hub.StartRunAsync(ReturnWorkflows.BuildName, new { month }, authority);
        await Hub.App.SettleAsync();
        var settings = (await Hub.Service<SettingsStore>().CurrentAsync(authority, default))!.Returns!;
        var said = new Dictionary<string, Dictionary<string, decimal>>();
        foreach (var strand in settings.AskedStrands())
        {
            var fields = settings.AskedMeasures(strand.Id).SelectMany((measure, i) => Fill(measure, 7 + i, said)).ToArray();
            await People.PressAsync(await People.LinkAsync(strand.Lead!.Email, words), FiguresPage.Send, fields);
        }

        await People.ApproveAsync(words, settings.Manager.Email);
        Assert.Equal("Frozen", (await Hub.FinishAsync(run)).Outcome);
        return said;
    }

    /// <summary>The return's lines as an independent script works them out from the same files.</summary>
    internal async Task<JsonElement> RecomputeAsync(string authority, string month, IReadOnlyDictionary<string, Dictionary<string, decimal>> said)
    {
        async Task<string> FileAsync(string name, byte[] content)
        {
            var path = Path.Combine(folder, $"{authority}-{month}-{name}");
            await File.WriteAllBytesAsync(path, content);
            return path;
        }

        return JsonDocument.Parse(await OutsideTools.RunAsync(
            OutsideTools.Python, Path.Combine(OutsideTools.Repository, "tests", "Recomputation", "recompute.py"), Path.Combine(OutsideTools.Repository, "samples"), authority, month,
            "--said", await FileAsync("said.json", JsonSerializer.SerializeToUtf8Bytes(said)),
            "--calendar", await FileAsync("timetables.ics", await Hub.Http.GetByteArrayAsync(new Uri($"api/{authority}/timetables.ics", UriKind.Relative))),
            "--timetable", await FileAsync("timetables.json", await Hub.Http.GetByteArrayAsync(new Uri($"api/{authority}/timetables.json", UriKind.Relative))))).RootElement;
    }

    private static (string, string)[] Fill(Measure measure, int figure, Dictionary<string, Dictionary<string, decimal>> said)
    {
        if (measure.Kind is MeasureKind.Text)
            return [(FiguresForm.Text(measure.Code), "Parents asked for a Saturday group.")];
        if (FiguresForm.IsShare(measure))
        {
            said[measure.Code] = new() { ["numerator"] = figure, ["denominator"] = figure + 6 };
            return [(FiguresForm.Numerator(measure.Code), $"{figure}"), (FiguresForm.Denominator(measure.Code), $"{figure + 6}")];
        }

        var value = measure.Kind is MeasureKind.Milestone ? 1 : figure;
        said[measure.Code] = new() { ["value"] = value };
        return [(FiguresForm.Value(measure.Code), $"{value}")];
    }
}

/// <summary>The returns that come out of the sample files: what the two councils reported, and every line checked by an independent script.</summary>
public sealed class SampleReturnTests(SampleHub samples) : IClassFixture<SampleHub>
{
    private static readonly string[] Parts = ["value", "numerator", "denominator", "lower", "upper", "baseline", "target"];

    [PythonFact]
    public async Task Halton_s_figures_of_December_2024_are_those_of_its_report()
    {
        var lines = await CompareAsync("halton", "2024-12", "December 2024");

        Assert.Equal(("57.2", "50.9"), (lines["IF-01"]["value"], lines["IF-01"]["baseline"]));
        Assert.Equal(("33.3", "25.7"), (lines["IF-03"]["value"], lines["IF-03"]["baseline"]));
        Assert.Equal(["7080", "13500", "114000", "2.2"], new[] { "TR-01", "TR-02", "TR-03", "TR-04" }.Select(measure => lines[measure]["value"]));

        // What is spent is measured against the awards that the report states, paid in instalments.
        Assert.Equal(["396000", "504000", "861000", "209000"], new[] { "PA-93", "IF-93", "PM-93", "HL-93" }.Select(measure => lines[measure]["denominator"]));
    }

    [PythonFact]
    public async Task Don_Valley_reaches_88_percent_and_67_percent_of_those()
    {
        var lines = await CompareAsync("don-valley", "2026-10", "October 2026");

        Assert.Equal(("88", "67"), (lines["RE-01"]["value"], lines["RE-02"]["value"]));
    }

    [PythonFact]
    public async Task Halton_s_last_month_has_every_computed_figure()
    {
        var lines = await CompareAsync("halton", "2026-10", "October 2026");

        Assert.DoesNotContain(lines, line => line.Value["value"] is null);
    }

    /// <summary>Makes the return, and compares each of its lines with what the script says; gives the lines.</summary>
    private async Task<Dictionary<string, Dictionary<string, string?>>> CompareAsync(string authority, string month, string words)
    {
        var said = await samples.MakeAsync(authority, month, words);
        var facts = await samples.Hub.Http.GetFromJsonAsync<JsonElement>($"api/{authority}/returns/facts?from={month}&to={month}");
        var lines = facts.EnumerateArray().Where(fact => fact.GetProperty("kind").GetString() != "text").ToDictionary(fact => fact.GetProperty("measure").GetString()!, Written);

        var expected = await samples.RecomputeAsync(authority, month, said);

        Assert.Equal(expected.EnumerateObject().Select(line => line.Name), lines.Keys);
        foreach (var line in expected.EnumerateObject())
            Assert.Equal($"{line.Name}: {Described(line.Value.Deserialize<Dictionary<string, string?>>()!)}", $"{line.Name}: {Described(lines[line.Name])}");
        return lines;
    }

    private static Dictionary<string, string?> Written(JsonElement fact)
    {
        var line = Parts.ToDictionary(part => part, part => fact.TryGetProperty(part, out var number) && number.ValueKind is JsonValueKind.Number ? Written(number.GetDecimal()) : null);
        line["rating"] = fact.GetProperty("rating").GetString();
        return line;
    }

    // Numerators and denominators are whole or end; beyond twenty digits nothing is compared.
    private static string Written(decimal number)
    {
        var text = decimal.Round(number, 20, MidpointRounding.AwayFromZero).ToString("F20", CultureInfo.InvariantCulture);
        return text.TrimEnd('0').TrimEnd('.') is { Length: > 0 } kept ? kept : "0";
    }

    private static string Described(Dictionary<string, string?> line) =>
        string.Join(", ", Parts.Append("rating").Select(part => $"{part} {line[part]?.ToUpperInvariant()}"));
}
