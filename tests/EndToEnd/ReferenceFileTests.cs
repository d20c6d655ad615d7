using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using HubAutomation.Functions.Reach;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Reach;
using HubAutomation.Testing;

namespace HubAutomation.EndToEnd;

/// <summary>National files, from the container that staff put them in to the container that returns are computed from.</summary>
public sealed class ReferenceFileTests : IAsyncLifetime
{
    private const string Headings = "LSOA21CD,LSOA21NM,WD25CD,WD25NM,LAD25CD\n";
    private const string Row = "E01000001,Halton 001A,E05000001,Kingsway,E06000006\n";

    private Hub hub = null!;

    public async Task InitializeAsync() => hub = await Hub.StartAsync();

    public async Task DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    public async Task Every_sample_is_taken_in_by_its_headings_and_what_is_none_is_left_and_named()
    {
        var ends = new Dictionary<string, string?>();
        foreach (var path in Directory.GetFiles(Repository.PathOf("samples/reference")))
            ends[Path.GetFileName(path)] = (await TakeInAsync(Path.GetFileName(path), await BinaryDataOf(path))).Outcome;

        Assert.Equal(["notes to ourselves.csv"], ends.Where(end => end.Value != "TakenIn").Select(end => end.Key));
        Assert.Equal("NotRecognised", ends["notes to ourselves.csv"]);
        var ready = (await hub.Service<ReferenceLibrary>().ReadyAsync(default)).Select(reference => reference.Manifest).ToList();
        Assert.Equal(
            ["postcodes 2026-08 319", "deprivation-2025 2025 120", "deprivation-2019 2019 120", "lsoa-changes 2011 to 2021 123", "wards 2025 120", "population 2024 120"],
            ready.Select(manifest => $"{manifest.Kind} {manifest.Release} {manifest.Rows}"));
        Assert.Equal("NSPL_AUG_2026_UK.csv", ready[0].Source);
        Assert.True(await hub.Storage.Reference.GetBlobClient("notes to ourselves.csv").ExistsAsync());
        var entry = await hub.Storage.Audit.QueryAsync<TableEntity>(row => row.PartitionKey.CompareTo("hub.") > 0).Where(row => row.GetString("What") == "reference-not-recognised").SingleAsync();
        Assert.StartsWith("notes to ourselves.csv was left where it is: its first row has not the headings of a file that the hub knows.", entry.GetString("Details"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_content_again_is_unchanged_whatever_its_name()
    {
        Assert.Equal("wards.csv is in use: lookup from LSOAs to wards of 2025, 1 rows.", (await TakeInAsync("wards.csv", Headings + Row)).Summary);

        var again = await TakeInAsync("wards copied.csv", Headings + Row);

        Assert.Equal(("Unchanged", "wards copied.csv says what is in use already (lookup from LSOAs to wards of 2025, 1 rows)."), (again.Outcome, again.Summary));
        Assert.Equal("wards.csv", (await ManifestAsync()).Source);
    }

    [Fact]
    public async Task What_was_uploaded_last_is_in_use_in_whatever_order_runs_end()
    {
        await TakeInAsync("wards.csv", Headings + Row);
        var newest = await ManifestAsync();
        var older = await hub.Service<ReferenceLibrary>().FindAsync("wards.csv", default);
        await hub.Storage.ReferenceReady.GetBlobClient("wards.json").UploadAsync(
            BinaryData.FromObjectAsJson(newest with { UploadedAt = older!.UploadedAt.AddHours(1), Run = "another", Data = "wards/other.csv.gz" }, Shared.Platform.Storage.HubJson.Options), overwrite: true);

        var late = await hub.FinishAsync(await StartAsync("wards.csv"));

        Assert.Equal("Superseded", late.Outcome);
        Assert.Equal("wards/other.csv.gz", (await ManifestAsync()).Data);
    }

    [Fact]
    public async Task A_mistake_refuses_the_file_and_the_one_in_use_stays()
    {
        await TakeInAsync("wards.csv", Headings + Row);
        var before = await ManifestAsync();

        var end = await TakeInAsync("wards.csv", Headings + Row + "E01000002,Halton 001B,E05000001,,E06000006\n");

        Assert.Equal("Refused", end.Outcome);
        Assert.Equal(
            "wards.csv (lookup from LSOAs to wards) is refused: row 3, column \"WD25NM\": empty: There must be a name. Get the file anew, and upload it under the same name. The one in use stays.",
            end.Summary);
        Assert.Equal(before, await ManifestAsync());
        Assert.Empty(await hub.Storage.Work.GetBlobsAsync().ToListAsync());
    }

    [Fact]
    public async Task A_file_of_several_parts_is_taken_in_once_however_often_the_hub_dies()
    {
        const int rows = 4_000;
        hub.App.DiesInEveryStep = true;

        var end = await TakeInAsync("LSOA to ward.csv", WideFile(rows, padding: 20_000));

        Assert.Equal(("TakenIn", "LSOA to ward.csv is in use: lookup from LSOAs to wards of 2025, 4,000 rows."), (end.Outcome, end.Summary));
        // Two parts, putting into use, concluding: each before and after.
        Assert.Equal(2 * 4, hub.App.Deaths);
        Assert.Equal(Enumerable.Range(0, rows).Select(i => $"E01{i:D6},E05000001,Kingsway"), await LinesAsync(await ManifestAsync()));
        Assert.Empty(await hub.Storage.Work.GetBlobsAsync().ToListAsync());
        Assert.Single(await hub.Storage.Audit.QueryAsync<TableEntity>().Where(row => row.GetString("What") == "reference-taken-in").ToListAsync());
    }

    [Theory]
    [InlineData("hub", """{ "file": "nothing.csv" }""", HttpStatusCode.NotFound, "The container reference has no file of that name.")]
    [InlineData("hub", """{ "file": 7 }""", HttpStatusCode.BadRequest, "The parameter \"file\" is 7. It must be a file's name in the container reference")]
    [InlineData("hub", "{}", HttpStatusCode.BadRequest, "The parameter \"file\" is missing.")]
    [InlineData("halton", """{ "file": "nothing.csv" }""", HttpStatusCode.NotFound, "start it by api/hub/workflows/take-in-reference-file")]
    public async Task A_start_that_cannot_be_is_refused_with_what_to_do(string authority, string parameters, HttpStatusCode status, string sentence)
    {
        using var body = new StringContent(parameters, Encoding.UTF8, "application/json");
        using var answer = await hub.Http.PostAsync(new Uri($"api/{authority}/workflows/take-in-reference-file", UriKind.Relative), body);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(sentence, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private Task<RunRecord> TakeInAsync(string name, string content) => TakeInAsync(name, BinaryData.FromString(content));

    private async Task<RunRecord> TakeInAsync(string name, BinaryData content) => await hub.FinishAsync(await hub.UploadReferenceAsync(name, content));

    private Task<string> StartAsync(string file) => hub.StartRunAsync(ReferenceWorkflows.TakeInName, new { file }, RunStore.WholeHub);

    private async Task<ReferenceManifest> ManifestAsync() => (await hub.Service<ReferenceLibrary>().ReadyAsync(default)).Single().Manifest;

    private async Task<List<string>> LinesAsync(ReferenceManifest manifest)
    {
        var content = await hub.Storage.ReferenceReady.GetBlobClient(manifest.Data).DownloadStreamingAsync();
        using var lines = new StreamReader(new GZipStream(content.Value.Content, CompressionMode.Decompress));
        return [.. (await lines.ReadToEndAsync()).TrimEnd('\n').Split('\n')];
    }

    // Rows in no order, and with a cell that nobody needs, so that the file is larger than a part.
    private static BinaryData WideFile(int rows, int padding)
    {
        var (text, remark) = (new StringBuilder(Headings.TrimEnd('\n') + ",Remark\n"), new string('x', padding));
        for (var i = 0; i < rows; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"E01{(i * 7_919) % rows:D6},A,E05000001,Kingsway,E06000006,{remark}\n");
        return BinaryData.FromBytes(Encoding.ASCII.GetBytes(text.ToString()));
    }

    private static async Task<BinaryData> BinaryDataOf(string path) => BinaryData.FromBytes(await File.ReadAllBytesAsync(path));
}
