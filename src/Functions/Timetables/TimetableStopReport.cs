using System.Globalization;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Published;
using HubAutomation.Shared.Timetables.Receipts;

namespace HubAutomation.Functions.Timetables;

/// <summary>What is said of timetables when the hub stops: files that nobody owns, and where to look.</summary>
public sealed class TimetableStopReport(SettingsStore settings, PublishedTimetables published, MisplacedFiles misplaced)
{
    /// <summary>Says it.</summary>
    public async Task<StopLines> TellAsync(CancellationToken cancellation)
    {
        var addresses = new List<string>();
        foreach (var authority in await settings.AuthoritiesAsync(cancellation))
        {
            var manifest = await published.ManifestAsync(authority, cancellation);
            addresses.Add(string.Create(CultureInfo.InvariantCulture, $"/api/{authority}/timetables – {manifest?.Sessions ?? 0} sessions published"));
        }

        return new StopLines(
            Misplaced(await misplaced.FindAsync(cancellation)), addresses,
            ["Receipts are in the container outbox, rejected rows beside their files, unreadable files in quarantine."]);
    }

    private static IReadOnlyList<(string, IReadOnlyList<string>)> Misplaced(IReadOnlyList<MisplacedFile> files) => files.Count == 0
        ? []
        :
        [
            (string.Create(CultureInfo.InvariantCulture, $"Outside {{authority}}/{{partner}}/ of the container timetables: {files.Count} files – nobody knows whose they are, they stay there"),
                [.. files.Select(file => string.Join('/', file.Name.Split('/').Select(Receipt.SafeName)))]),
        ];
}
