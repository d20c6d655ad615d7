using HubAutomation.EndToEnd.Returns;
using HubAutomation.Testing;

namespace HubAutomation.EndToEnd.Golden;

/// <summary>
/// What a month of samples and a return come to, compared byte for byte with what they came to when the golden files were recorded: the
/// proof that a change of what the hub runs on changes nothing of what it makes.
/// </summary>
public sealed class GoldenTests
{
    // Small ones of every kind, kept whole so that a difference can be read and not only be told.
    private static readonly Dictionary<string, string> KeptWhole = new()
    {
        ["timetable.html"] = "published/halton/timetables/halton-brook/autumn-2026.html",
        ["timetable.ics"] = "published/halton/timetables/halton-brook/autumn-2026.ics",
        ["timetable.json"] = "published/halton/timetables/halton-brook/autumn-2026.json",
        ["rejects.csv"] = "timetables/halton/mersey-green/whats on at the Green.csv.rejects.csv",
        ["receipt.txt"] = "outbox/halton/mersey-green/{run of whats on at the Green.csv}.txt",
        ["return.json"] = "returns/halton/2026-10/v1/return.json",
        ["published.csv"] = "returns/halton/2026-10/v1/halton-2026-10-v1-published.csv",
        ["mail.eml"] = "mails/programme-manager@halton.example.gov.uk/Return for October 2026",
        ["mail-published.eml"] = "mails/board-secretary@halton.example.gov.uk/Figures for October 2026",
        ["answer.txt"] = "http/GET api/halton/timetables/halton-brook/autumn-2026 by somebody who has it",
    };

    [Fact]
    public async Task What_the_samples_and_a_return_come_to_is_what_was_recorded()
    {
        await using var hub = await Hub.StartAsync(Repository.PathOf("samples"), FixedKeys.WriteAsync);
        await hub.App.SettleAsync();
        var ofSamples = await HubOutput.OfAsync(hub);

        var samples = new SampleHub(hub);
        await samples.People.SkipToAsync(new DateTimeOffset(2026, 11, 4, 9, 0, 0, TimeSpan.Zero));
        await samples.MakeAsync("halton", "2026-10", "October 2026");
        var ofReturn = await HubOutput.OfAsync(hub);
        var answers = await Answers.OfAsync(hub, samples.People);

        var golden = new GoldenFolder(Repository.PathOf("tests/EndToEnd/Golden/Files"));
        golden.Compare("samples.manifest", Manifest.Of(ofSamples));
        golden.Compare("return.manifest", Manifest.Changes(ofSamples, ofReturn));
        golden.Compare("answers.manifest", Manifest.Of(answers));
        foreach (var (name, path) in KeptWhole)
            golden.Compare(name, ofReturn.Concat(answers).FirstOrDefault(made => made.Path == path)?.Content ?? []);
        GoldenFolder.Write([.. ofReturn, .. answers]);
        Assert.True(golden.Differences.Count == 0, golden.Explain());
    }
}
