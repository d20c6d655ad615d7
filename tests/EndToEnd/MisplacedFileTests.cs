using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.EndToEnd;

/// <summary>A file that somebody put where no partner's folder is.</summary>
public sealed class MisplacedFileTests(OneTimetable timetable) : IClassFixture<OneTimetable>
{
    private readonly Hub hub = timetable.Hub;

    [Theory]
    [InlineData("autumn.csv", AuditTrail.NoAuthority, "")]
    [InlineData("sampleton/autumn.csv", "sampleton", "sampleton/")]
    [InlineData("Sampleton/groups/autumn.csv", AuditTrail.NoAuthority, "")]
    [InlineData("elsewhere/Our Group/autumn.csv", "elsewhere", "elsewhere/")]
    public async Task It_stays_where_it_is_and_is_told_of_once_however_often_it_is_swept(string name, string authority, string folders)
    {
        var blob = hub.Storage.Timetables.GetBlobClient(name);
        await blob.UploadAsync(BinaryData.FromString("Activity,Day,Start,End,Venue\nPeep,Monday,9.30am,11am,Hub 1\n"), overwrite: true);
        await hub.App.SettleAsync();

        var first = await hub.SweepAsync("sampleton");
        await hub.SweepAsync("sampleton");

        var entry = Assert.Single(await ToldOfAsync(authority, name));
        Assert.StartsWith(folders, entry.GetString("Subject"), StringComparison.Ordinal);
        Assert.EndsWith(" 1 files lie in no partner's folder and stay there.", first.Summary, StringComparison.Ordinal);
        Assert.True(await blob.ExistsAsync());
        Assert.Equal([name], (await hub.Service<MisplacedFiles>().FindAsync(default)).Select(f => f.Name));
        await blob.DeleteAsync();
    }

    private async Task<List<TableEntity>> ToldOfAsync(string authority, string name)
    {
        var entries = new List<TableEntity>();
        var filter = $"({Names.PartitionsUnder(authority + ".")}) and What eq 'timetable-misplaced' and Subject eq '{AuditTrail.SubjectOf(name)}'";
        await foreach (var entry in hub.Storage.Audit.QueryAsync<TableEntity>(filter))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
