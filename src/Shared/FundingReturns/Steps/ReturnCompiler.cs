using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Storage;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Steps;

/// <summary>Computes a return: source after source, then the lines, then the checks. Any step may be repeated.</summary>
public sealed class ReturnCompiler(
    ReturnFrames frames, SourceReadings sources, ReturnStore returns, ReturnBlobs blobs, SubmissionStore submissions, FindingStore findings, AnsweredRows answered)
{
    internal const int MonthsOfTrend = 24;

    // Of what was returned longer ago, everything may have changed.
    private const int MonthsHeldAgainst = 12;

    /// <summary>The sources that a return needs, in their order.</summary>
    public async Task<IReadOnlyList<string>> SourcesOfAsync(ReturnRef name, CancellationToken cancellation)
    {
        var frame = await frames.OfAsync(name, cancellation);
        return SourceReadings.SourcesOf(frame.Returns);
    }

    /// <summary>Reads a source's files and keeps what they give beside the return.</summary>
    /// <returns>Figures, and rows left out.</returns>
    public async Task<(int Figures, int Rejects)> ReadSourceAsync(ReturnRef name, string source, CancellationToken cancellation)
    {
        var frame = await frames.OfAsync(name, cancellation);
        return await sources.ReadAsync(name, frame, MonthSpan.Of(name.YearMonth), source, cancellation);
    }

    /// <summary>Makes lines and findings of what the sources gave and the leads have said, and keeps the draft.</summary>
    public async Task<ReturnRow> CompileAsync(ReturnRef name, CancellationToken cancellation)
    {
        var frame = await frames.OfAsync(name, cancellation);
        var reading = await SettledAsync(name, frame, await sources.AllAsync(name, frame, cancellation), cancellation);
        var said = await submissions.StatesAsync(name, frame.Returns, cancellation);
        var material = await MaterialAsync(name, frame.Returns, reading.Figures, said, cancellation);
        var lines = ReturnLines.Make(material);
        var found = reading.FindingsWith([.. ReturnChecks.Check(material, lines, reading.Findings), .. Completeness.Check(Matter(material, frame, reading))]);
        lines = ReturnLines.MarkedAsKnownForTooFew(lines, found);
        await findings.ReplaceAsync(name, found, finding => QuestionOf(finding, frame.Returns, name.YearMonth), cancellation);
        var row = (await returns.FindAsync(name, cancellation))!;
        var draft = new CompiledReturn(
            name.Authority, name.YearMonth, name.Version, row.Reason, frame.Returns.WithoutAddresses(), lines, found, await findings.CommentsAsync(name, cancellation),
            reading.Breakdowns, ReturnLines.TrendsOf(material.Earlier), null);
        await blobs.SaveAsync(name, WhatChanged.In(draft, row.Rounds, said, await blobs.LoadAsync(name, cancellation), await VersionBeforeAsync(name, cancellation)), cancellation);
        var compiled = new ReturnEvent.Compiled(
            said.Values.Sum(strand => strand.Entries), lines.Count, lines.Count(line => !ReturnLines.IsMissing(frame.Returns.Find(line.Measure)!, line)),
            found.Count(finding => finding.Severity is Severity.Error), found.Count(finding => finding.Severity is Severity.Warning));
        return (await returns.ChangeAsync(name, compiled, cancellation)).Row;
    }

    /// <summary>What the sources gave, without asking again about rows that somebody has answered for.</summary>
    private async Task<SourceReading> SettledAsync(ReturnRef name, ReturnFrame frame, SourceReading reading, CancellationToken cancellation) => reading with
    {
        Findings = LeftOutRows.Settle(
            reading.Findings, await sources.RowsAsync(name, frame.Returns, cancellation), await answered.AllAsync(name.Authority, cancellation), id => ReturnWords.Person(frame.Returns, id)),
    };

    /// <summary>The version that this one takes the place of, as it was frozen; null for the first.</summary>
    private async Task<CompiledReturn?> VersionBeforeAsync(ReturnRef name, CancellationToken cancellation) =>
        name.Version > 1 ? await blobs.LoadAsync(name with { Version = name.Version - 1 }, cancellation) : null;

    private async Task<ReturnMaterial> MaterialAsync(
        ReturnRef name, ReturnSettings settingsThen, IReadOnlyDictionary<string, Figure> figures, IReadOnlyDictionary<string, StrandState> said, CancellationToken cancellation)
    {
        var month = name.YearMonth;
        var earlier = await returns.OverTimeAsync(name.Authority, settingsThen.Measures, new MonthSpan(month.PlusMonths(-MonthsOfTrend), month.PlusMonths(-1)), cancellation);
        var frozen = await returns.FrozenAsync(name.Authority, new MonthSpan(month.PlusMonths(-MonthsHeldAgainst), month.PlusMonths(-1)), cancellation);
        var carriedFrom = new Dictionary<YearMonth, IReadOnlyList<Measure>>();
        foreach (var from in settingsThen.Measures.Where(measure => measure.Source is MeasureSource.CarriedForward)
            .Select(measure => earlier[measure.Code]).Where(points => points.Count > 0).Select(points => points[^1].Month).Distinct())
        {
            var row = (await returns.FrozenAsync(name.Authority, MonthSpan.Of(from), cancellation))[0];
            carriedFrom[from] = (await blobs.LoadAsync(row.Name(), cancellation))?.Settings.Measures ?? [];
        }

        return new ReturnMaterial(settingsThen, month, figures, said, earlier)
        {
            Corrected = name.Version > 1 ? await EarlierAsync(name with { Version = name.Version - 1 }, settingsThen, cancellation) : null,
            Last = frozen is [.., var last] ? await EarlierAsync(last.Name(), settingsThen, cancellation) : null,
            CarriedFrom = carriedFrom,
        };
    }

    private async Task<EarlierReturn?> EarlierAsync(ReturnRef name, ReturnSettings now, CancellationToken cancellation) =>
        await blobs.LoadAsync(name, cancellation) is { Freezing: not null } frozen
            ? new EarlierReturn(name, frozen.Settings.Measures, frozen.Lines, await sources.ReportedAsync(SourceReadings.SourcesOf(now), name, cancellation))
            : null;

    private static ReportedMatter Matter(ReturnMaterial material, ReturnFrame frame, SourceReading reading) => new(
        material.Month, frame.Returns, frame.Council.Places, reading.Reported,
        Reported.Newest([.. reading.ReportedEarlier, .. material.Corrected?.Reported ?? [], .. material.Last?.Reported ?? []]), material.Last?.Name.YearMonth);

    /// <summary>What is asked of the measure, or of the strand, that a finding is about.</summary>
    private static string? QuestionOf(Finding finding, ReturnSettings settings, YearMonth month) =>
        finding.Measure is { } code ? settings.Find(code.Split('@')[0])?.QuestionFor(month)
        : finding.Rule == ReturnChecks.LateRule ? Names.Key([.. settings.AskedMeasures(finding.Place!).Select(measure => measure.QuestionFor(month))])
        : null;
}
