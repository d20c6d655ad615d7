using System.Text;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Platform.Settings;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources.People;

/// <summary>Files of sources as people write them, and questions to them.</summary>
internal static class GivenFiles
{
    public static readonly IReadOnlyList<Place> Places =
    [
        Place("kingsway", "Kingsway Family Hub", "Kingsway", "Kingsway CC"),
        Place("st-aidans", "St Aidan’s Church Hall", "St Aidan's Hall", "The Hall"),
        Place("ditton", "Ditton Family Hub", "The Hall"),
    ];

    public static SourceFile File(string source, string name, string text) => File(source, name, Encoding.UTF8.GetBytes(text));

    public static SourceFile File(string source, string name, byte[] content) =>
        new(source, name, SourceFile.MonthsOf(name)!, _ => Task.FromResult<Stream>(new MemoryStream(content)));

    /// <summary>All files of a source in a folder of samples.</summary>
    public static IReadOnlyList<SourceFile> Folder(string folder, string source) =>
    [
        .. Directory.GetFiles(Path.Combine(folder, source), "*.csv").Order(StringComparer.Ordinal).Select(path => new SourceFile(
            source, Path.GetFileName(path), SourceFile.MonthsOf(Path.GetFileName(path))!, _ => Task.FromResult<Stream>(System.IO.File.OpenRead(path)))),
    ];

    public static FigureRequest Ask(string figure, string months, params (string Column, string[] Values)[] where)
    {
        var name = figure.Split('.');
        return new FigureRequest(
            $"{figure} {months} {string.Join(' ', where.Select(w => $"{w.Column}={string.Join('|', w.Values)}"))}".Trim(),
            new FigureQuery(name[0], name[1], where.ToDictionary(w => w.Column, w => (IReadOnlyList<string>)w.Values)), Span(months));
    }

    /// <summary>"2026-10", or "2025-11..2026-10".</summary>
    public static MonthSpan Span(string months) => months.Split("..") is [var from, var to] ? new MonthSpan(Month(from), Month(to)) : MonthSpan.Parse(months)!;

    public static YearMonth Month(string text) => YearMonthPattern.Iso.Parse(text).Value;

    private static Place Place(string id, string name, params string[] aliases) =>
        new(id, name, PlaceKind.Hub, "widnes", "1 Sample Street, Widnes", "WA8 7ZX", aliases, [], new Dictionary<IsoDayOfWeek, OpenHours>());
}
