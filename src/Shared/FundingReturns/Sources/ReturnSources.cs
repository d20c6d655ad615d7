using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.FundingReturns.Sources.Reach;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Reach;

namespace HubAutomation.Shared.FundingReturns.Sources;

/// <summary>Where each source's figures come from.</summary>
public sealed class ReturnSources(SourceFolder folder, TimetableFigures timetables, ReferenceLibrary library)
{
    /// <summary>Reads one source for an authority.</summary>
    /// <param name="source">Its name.</param>
    /// <param name="requests">What is wanted of it.</param>
    /// <param name="frame">The council and its measures.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SourceReading> ReadAsync(
        string source, IReadOnlyList<FigureRequest> requests, ReturnFrame frame, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var (places, misnamed) = (frame.Council.Places, new List<Finding>());
        async Task<IReadOnlyList<SourceFile>> FilesOf(string folderOfSource)
        {
            var (found, findings) = await folder.ListAsync(frame.Council.Authority.Id, folderOfSource, cancellation);
            misnamed.AddRange(findings);
            return found;
        }

        var files = await FilesOf(source);
        var reading = source switch
        {
            AttendanceSource.Name => await AttendanceSource.ReadAsync(requests, files, places, cancellation),
            RegistrationsSource.Name => await RegistrationsSource.ReadAsync(requests, files, cancellation),
            ReachSource.Name => await ReachSource.ReadAsync(
                requests, frame.Returns.Reach, await FilesOf(RegistrationsSource.Name), await FilesOf(AttendanceSource.Name), places, await library.ReadyAsync(cancellation), cancellation),
            BreastfeedingSource.Name => await BreastfeedingSource.ReadAsync(requests, files, cancellation),
            LedgerSource.Name => await LedgerSource.ReadAsync(requests, files, frame.Returns, cancellation),
            TrainingSource.Name => await TrainingSource.ReadAsync(requests, files, cancellation),
            PanelSource.Name => await PanelSource.ReadAsync(requests, files, cancellation),
            FrontDoorSource.Name => await FrontDoorSource.ReadAsync(requests, [.. files, .. await FilesOf(FrontDoorContent.Name)], cancellation),
            TimetableFigures.Name => await timetables.ReadAsync(requests, frame.Council, cancellation),
            _ => throw new ArgumentException($"There is no source {source}.", nameof(source)),
        };
        return reading with { Findings = [.. misnamed, .. reading.Findings], Breakdowns = [.. reading.Breakdowns.Select(table => WithAreas(table, frame.Council.Authority.Areas))] };
    }

    /// <summary>A table by ward, with the locality that each ward belongs to where authority.json says so.</summary>
    private static Breakdown WithAreas(Breakdown table, IReadOnlyList<Area> areas) => table.RowHeading != "Ward" ? table : table with
    {
        Rows = [.. table.Rows.Select(row => row with { Area = row.Area ?? areas.FirstOrDefault(area => area.Has(row.Label))?.Id })],
    };
}
