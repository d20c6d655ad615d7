using System.IO.Compression;
using System.Text;
using HubAutomation.Shared.Reach;

namespace HubAutomation.Shared.Tests.Reach;

/// <summary>National files, read and merged as the workflow does it, in parts as small as asked for.</summary>
internal static class GivenReference
{
    public const string Iod2025 = "LSOA code (2021),LSOA name (2021),Local Authority District code (2024),Local Authority District name (2024),Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Income Deprivation Affecting Children Index (IDACI) Rank (where 1 is most deprived)\n";
    public const string Iod2019 = "LSOA code (2011),LSOA name (2011),Local Authority District code (2019),Local Authority District name (2019),Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Income Deprivation Affecting Children Index (IDACI) Rank (where 1 is most deprived)\n";
    public const string Lookup = "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD\n";
    public const string Wards = "LSOA21CD,LSOA21NM,WD25CD,WD25NM,LAD25CD\n";
    public const string Population = "LSOA21CD,Age 0,Age 1,Age 2,Age 3,Age 4,Age 5\n";
    public const string Nspl = "pcd7,pcd8,pcds,dointr,doterm,lad26cd,wd26cd,lsoa21cd\n";
    public const string OlderOnspd = "pcd,pcd2,pcds,dointr,doterm,oscty,oslaua,osward,lsoa11,imd,oa21\n";

    public static Task<(ReferenceProgress End, IReadOnlyList<string> Lines)> ReadAsync(string text, long partBytes = ReferenceReading.UsualPart, string name = "file.csv") =>
        ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), partBytes, name);

    public static async Task<(ReferenceProgress End, IReadOnlyList<string> Lines)> ReadAsync(Stream content, long partBytes = ReferenceReading.UsualPart, string name = "file.csv")
    {
        var (progress, parts) = (ReferenceProgress.None, new List<IReadOnlyList<string>>());
        while (!progress.IsDone)
        {
            (progress, var lines) = await ReferenceReading.ReadPartAsync(content, name, progress, partBytes, default);
            parts.Add(lines);
        }

        var merged = new List<string>();
        if (progress.Outcome is null && ReferenceMerge.Run(parts, ReferenceKinds.All.Single(kind => kind.Id == progress.Kind).KeyCells, merged.Add) is { } mistake)
            progress = progress.EndsAs(ReferenceOutcome.Refused, mistake);
        return (progress, merged);
    }

    /// <summary>A file that is taken in and ready.</summary>
    public static async Task<ReadyReference> ReadyAsync(string text, string name = "file.csv") => await ReadyAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), name);

    public static async Task<ReadyReference> ReadyAsync(Stream content, string name)
    {
        var (end, lines) = await ReadAsync(content, partBytes: 10_000, name);
        Assert.Null(end.Reason);
        var kind = ReferenceKinds.All.Single(kind => kind.Id == end.Kind);
        var compressed = new MemoryStream();
        using (var text = new StreamWriter(new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true)))
            lines.ToList().ForEach(line => text.Write(line + "\n"));
        return new ReadyReference(
            new ReferenceManifest(kind.Id, kind.Title, end.Release, lines.Count, "data", name, default, default, "run"), _ => Task.FromResult<Stream>(new MemoryStream(compressed.ToArray())));
    }
}
