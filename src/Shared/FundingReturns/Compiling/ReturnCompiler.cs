using HubAutomation.Shared.FundingReturns.Definitions;
using HubAutomation.Shared.FundingReturns.Keeping;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.FundingReturns.Sources;
using HubAutomation.Shared.Platform.Settings;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Compiling;

/// <summary>Computes a return: source after source, then the lines, then the checks. Any step may be repeated.</summary>
public sealed class ReturnCompiler(
    SettingsStore settings, SourceReadings sources, ReturnStore returns, ReturnBlobs blobs, SubmissionStore submissions, FindingStore findings, AnsweredRows answered)
{
    internal const int MonthsOfTrend = 24;

    /// <summary>The sources that a return needs, in their order.</summary>
    public async Task<IReadOnlyList<string>> SourcesOfAsync(ReturnRef name, CancellationToken cancellation)
    {
        var frame = await ReturnFrame.RequireAsync(settings, name, cancellation);
        return SourceReadings.SourcesOf(frame.Returns);
    }

    /// <summary>Reads a source's files and keeps what they give beside the return.</summary>
    /// <returns>Figures, and rows left out.</returns>
    public async Task<(int Figures, int Rejects)> ReadSourceAsync(ReturnRef name, string source, CancellationToken cancellation)
    {
        var frame = await ReturnFrame.RequireAsync(settings, name, cancellation);
        return await sources.ReadAsync(name, frame, MonthSpan.Of(name.YearMonth), source, cancellation);
    }

    /// <summary>Makes lines and findings of what the sources gave and the leads have said, and keeps the draft.</summary>
    public async Task<ReturnRow> CompileAsync(ReturnRef name, CancellationToken cancellation)
    {
        var frame = await ReturnFrame.RequireAsync(settings, name, cancellation);
        var reading = await SettledAsync(name, frame, await sources.AllAsync(name, frame, cancellation), cancellation);
        var said = await submissions.StatesAsync(name.Authority, name.Month, cancellation);
        var material = new ReturnMaterial(
            frame.Returns, name.YearMonth, reading.Figures, said,
            await returns.OverTimeAsync(name.Authority, frame.Returns.Measures, new MonthSpan(name.YearMonth.PlusMonths(-MonthsOfTrend), name.YearMonth.PlusMonths(-1)), cancellation));
        var lines = ReturnLines.Make(material);
        var found = reading.FindingsWith(ReturnChecks.Check(material, lines, await DefinitionsBeforeAsync(name, cancellation), reading.Findings));
        lines = MarkedAsKnownForTooFew(lines, found);
        await findings.ReplaceAsync(name, found, cancellation);
        var row = (await returns.FindAsync(name, cancellation))!;
        var draft = new MonthlyReturn(
            name.Authority, name.YearMonth, name.Version, row.Reason, frame.Returns.WithoutAddresses(), lines, found, await findings.CommentsAsync(name, cancellation),
            reading.Breakdowns, TrendsOf(material.Earlier), null);
        await blobs.SaveAsync(name, WhatChanged.In(draft, row.Rounds, said, await blobs.LoadAsync(name, cancellation), await VersionBeforeAsync(name, cancellation)), cancellation);
        return await returns.ChangeAsync(
            name,
            change => change with
            {
                Status = nameof(ReturnStatus.Compiling),
                Entries = said.Values.Sum(strand => strand.Entries),
                Lines = lines.Count,
                Filled = lines.Count(line => !ReturnLines.IsMissing(frame.Returns.Find(line.Measure)!, line)),
                Errors = found.Count(finding => finding.Severity is Severity.Error),
                Warnings = found.Count(finding => finding.Severity is Severity.Warning),
            },
            cancellation);
    }

    /// <summary>The course of each measure, as a return shows it.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<TrendPoint>> TrendsOf(IReadOnlyDictionary<string, IReadOnlyList<(YearMonth Month, ReturnLine Line)>> lines) =>
        lines.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<TrendPoint>)[.. pair.Value.Select(point => PointOf(point.Month, point.Line))]);

    /// <summary>The lines, with those marked of which too little is known for publishing them.</summary>
    internal static IReadOnlyList<ReturnLine> MarkedAsKnownForTooFew(IReadOnlyList<ReturnLine> lines, IReadOnlyList<Finding> found) =>
        [.. lines.Select(line => line with { IsKnownForTooFew = found.Any(finding => finding.Rule == BreastfeedingSource.CoverageRule && finding.Measure == line.Measure) })];

    private static TrendPoint PointOf(YearMonth month, ReturnLine line) =>
        line.IsKnownForTooFew ? new TrendPoint(month, line.Value) : new TrendPoint(month, line.Value, line.Numerator, line.Denominator);

    /// <summary>What the sources gave, without asking again about rows that somebody has answered for.</summary>
    private async Task<SourceReading> SettledAsync(ReturnRef name, ReturnFrame frame, SourceReading reading, CancellationToken cancellation) => reading with
    {
        Findings = LeftOutRows.Settle(
            reading.Findings, await sources.RowsAsync(name, frame.Returns, cancellation), await answered.AllAsync(name.Authority, cancellation), id => ReturnWords.Person(frame.Returns, id)),
    };

    /// <summary>The version that this one takes the place of, as it was frozen; null for the first.</summary>
    private async Task<MonthlyReturn?> VersionBeforeAsync(ReturnRef name, CancellationToken cancellation) =>
        name.Version > 1 ? await blobs.LoadAsync(name with { Version = name.Version - 1 }, cancellation) : null;

    /// <summary>The measures of the return of the month before, as it was frozen.</summary>
    private async Task<IReadOnlyList<Measure>> DefinitionsBeforeAsync(ReturnRef name, CancellationToken cancellation)
    {
        var before = await returns.FrozenAsync(name.Authority, MonthSpan.Of(name.YearMonth.PlusMonths(-1)), cancellation);
        return before is [var frozen] && await blobs.LoadAsync(frozen.Name(), cancellation) is { } last
            ? last.Settings.Measures : [];
    }
}
