using System.Globalization;
using CsvHelper;
using HubAutomation.Shared.FundingReturns.Definitions;
using HubAutomation.Shared.FundingReturns.Keeping;
using HubAutomation.Shared.FundingReturns.Sources;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Compiling;

/// <summary>Computes a return: source after source, then the lines, then the checks. Any step may be repeated.</summary>
public sealed class ReturnCompiler(
    SettingsStore settings, ReturnSources sources, ReturnStore returns, ReturnBlobs blobs, SubmissionStore submissions, FindingStore findings)
{
    private const int MonthsOfTrend = 24;
    private static readonly CsvWriterOptions RejectsFormat = new() { Injection = CsvInjection.Escape, NewLine = "\r\n", WriteByteOrderMark = true };

    /// <summary>The sources that a return needs, in their order.</summary>
    public async Task<IReadOnlyList<string>> SourcesOfAsync(ReturnRef name, CancellationToken cancellation)
    {
        var frame = await ReturnFrame.RequireAsync(settings, name, cancellation);
        return SourcesOf(frame.Returns);
    }

    /// <summary>Reads a source's files and keeps what they give beside the return.</summary>
    /// <returns>Figures, and rows left out.</returns>
    public async Task<(int Figures, int Rejects)> ReadSourceAsync(ReturnRef name, string source, CancellationToken cancellation)
    {
        var frame = await ReturnFrame.RequireAsync(settings, name, cancellation);
        var requests = ReturnLines.Requests(frame.Returns, name.YearMonth).Where(request => request.Query.Source == source).ToList();
        var reading = await sources.ReadAsync(source, requests, frame, name, cancellation);
        await blobs.SaveAsync(name, BlobOf(source), reading with { Rejects = [] }, cancellation);
        await blobs.SaveAsync(name, $"rejects/{source}.csv", "text/csv; charset=utf-8", RejectsFile(reading.Rejects), cancellation);
        return (reading.Figures.Count, reading.Rejects.Count);
    }

    /// <summary>Makes lines and findings of what the sources gave and the leads have said, and keeps the draft.</summary>
    public async Task<ReturnRow> CompileAsync(ReturnRef name, CancellationToken cancellation)
    {
        var frame = await ReturnFrame.RequireAsync(settings, name, cancellation);
        var readings = new List<SourceReading>();
        foreach (var source in SourcesOf(frame.Returns))
        {
            readings.Add(await blobs.LoadAsync<SourceReading>(name, BlobOf(source), cancellation)
                ?? throw new InvalidOperationException($"The source {source} of {name} was not read."));
        }

        var material = new ReturnMaterial(
            frame.Returns, name.YearMonth, readings.SelectMany(reading => reading.Figures).ToDictionary(), await submissions.StatesAsync(name.Authority, name.Month, cancellation),
            await EarlierAsync(name, frame.Returns, cancellation));
        var lines = ReturnLines.Make(material);
        var bySources = readings.SelectMany(reading => reading.Findings).ToList();
        var found = bySources.Concat(ReturnChecks.Check(material, lines, await DefinitionsBeforeAsync(name, cancellation), bySources))
            .DistinctBy(finding => finding.Key).OrderByDescending(finding => finding.Severity).ToList();
        lines = [.. lines.Select(line => line with { IsKnownForTooFew = found.Exists(finding => finding.Rule == BreastfeedingSource.CoverageRule && finding.Measure == line.Measure) })];
        await findings.ReplaceAsync(name, found, cancellation);
        var row = (await returns.FindAsync(name, cancellation))!;
        var trends = material.Earlier.ToDictionary(
            pair => pair.Key, pair => (IReadOnlyList<TrendPoint>)[.. pair.Value.Select(point => PointOf(point.Month, point.Line))]);
        await blobs.SaveAsync(
            name,
            new MonthlyReturn(
                name.Authority, name.YearMonth, name.Version, row.Reason, frame.Returns, lines, found, await findings.CommentsAsync(name, cancellation),
                [.. readings.SelectMany(reading => reading.Breakdowns).DistinctBy(breakdown => breakdown.Id)], trends, null),
            cancellation);
        return await returns.ChangeAsync(
            name,
            change => change with
            {
                Status = nameof(ReturnStatus.Compiling),
                Lines = lines.Count,
                Filled = lines.Count(line => !ReturnLines.IsMissing(frame.Returns.Find(line.Measure)!, line)),
                Errors = found.Count(finding => finding.Severity is Severity.Error),
                Warnings = found.Count(finding => finding.Severity is Severity.Warning),
            },
            cancellation);
    }

    private static TrendPoint PointOf(NodaTime.YearMonth month, ReturnLine line) =>
        line.IsKnownForTooFew ? new TrendPoint(month, line.Value) : new TrendPoint(month, line.Value, line.Numerator, line.Denominator);

    private static IReadOnlyList<string> SourcesOf(ReturnSettings settings) =>
        [.. FigureCatalogue.Sources.Where(source => settings.Measures.Any(measure => measure.Figure?.Source == source))];

    private static string BlobOf(string source) => $"sources/{source}.json";

    private async Task<Dictionary<string, IReadOnlyList<(NodaTime.YearMonth Month, ReturnLine Line)>>> EarlierAsync(
        ReturnRef name, ReturnSettings settings, CancellationToken cancellation)
    {
        var months = new MonthSpan(name.YearMonth.PlusMonths(-MonthsOfTrend), name.YearMonth.PlusMonths(-1));
        var earlier = new Dictionary<string, IReadOnlyList<(NodaTime.YearMonth, ReturnLine)>>();
        foreach (var measure in settings.Measures)
        {
            var lines = await returns.OverTimeAsync(name.Authority, measure.Code, months, cancellation);
            earlier[measure.Code] = [.. lines.Select(point => (point.Return.YearMonth, point.Line))];
        }

        return earlier;
    }

    /// <summary>The measures of the return of the month before, as it was frozen.</summary>
    private async Task<IReadOnlyList<Measure>> DefinitionsBeforeAsync(ReturnRef name, CancellationToken cancellation)
    {
        var before = await returns.ListAsync(name.Authority, MonthSpan.Of(name.YearMonth.PlusMonths(-1)), cancellation);
        return before.LastOrDefault(row => row.StatusNow() is ReturnStatus.Frozen) is { } frozen && await blobs.LoadAsync(frozen.Name(), cancellation) is { } last
            ? last.Settings.Measures : [];
    }

    private static ReadOnlyMemory<byte> RejectsFile(IReadOnlyList<RejectedRow> rejects)
    {
        using var content = new MemoryStream();
        using (var csv = CsvWriter.Create(content, RejectsFormat, leaveOpen: true))
        {
            csv.WriteRecord(["File", "Row", "Column", "What it says", "Rule", "What to do"]);
            foreach (var reject in rejects)
                csv.WriteRecord([reject.File, reject.Row.ToString(CultureInfo.InvariantCulture), reject.Column, reject.Value, reject.Rule, reject.Sentence]);
        }

        return content.ToArray();
    }
}
