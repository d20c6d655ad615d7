using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Storage;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Steps;

/// <summary>Rolls a quarter or a year up: source after source, then the lines and what was found, then the documents. Any step may be repeated.</summary>
public sealed class PeriodCompiler(ReturnFrames frames, SourceReadings sources, ReturnStore returns, ReturnBlobs blobs)
{
    /// <summary>What rolling up would do, in words.</summary>
    public async Task<string> PlanAsync(PeriodRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        if ((await OpenAsync(name, cancellation)).Refusal is { } refusal)
            return refusal;
        var rollUp = await RollUpAsync(name, cancellation);
        var frame = await RequireAsync(name, cancellation);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{frame.Returns.Measures.Count} measures of {name.Months.Describe()} would be rolled up from {Made(rollUp)}. Nothing was written.");
    }

    /// <summary>Looks whether there is anything to roll up.</summary>
    public async Task<ReturnOpening> OpenAsync(PeriodRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var (period, words) = (name.Months, name.Months.Describe());
        if (await frames.FindAsync(name.Authority, period, cancellation) is not { } frame)
            return new ReturnOpening($"{name.Authority} has no strands.json that holds for {words}.", 0);
        return (await returns.FrozenAsync(name.Authority, period, cancellation)).Count == 0
            ? new ReturnOpening($"No month of {words} is frozen, so there is nothing to roll up. Build the returns of its months and have them approved, then roll them up.", 0)
            : new ReturnOpening(null, SourceReadings.SourcesOf(frame.Returns).Count);
    }

    /// <summary>Reads a source's files, with the whole period for a window.</summary>
    /// <param name="name">The period.</param>
    /// <param name="source">The source by its place among those that are needed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was read, in words.</returns>
    public async Task<string> ReadSourceAsync(PeriodRef name, int source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var frame = await RequireAsync(name, cancellation);
        var called = SourceReadings.SourcesOf(frame.Returns)[source];
        var (figures, rejects) = await sources.ReadAsync(name, frame, name.Months, called, cancellation);
        return SourceReading.Summary(called, figures, rejects);
    }

    /// <summary>Makes lines, findings and documents, and keeps them in place of those that were made before.</summary>
    /// <returns>What was made, in words, with the documents' addresses.</returns>
    public async Task<string> CompileAsync(PeriodRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var frame = await RequireAsync(name, cancellation);
        var reading = await sources.AllAsync(name, frame, cancellation);
        var material = await MaterialAsync(name, frame.Returns, reading.Figures, cancellation);
        var lines = PeriodLines.Make(material);
        var reported = new ReportedMatter(name.Months.To, frame.Returns, frame.Council.Places, reading.Reported, await ReportedAsync(name, material, cancellation), null);
        var found = reading.FindingsWith([.. PeriodChecks.Check(material, lines, reading.Findings), .. Completeness.CheckPeriod(reported)]);
        var rolledUp = new CompiledReturn(
            name.Authority, name.Months.To, 1, null, frame.Returns.WithoutAddresses(), ReturnLines.MarkedAsKnownForTooFew(lines, found), found, new Dictionary<string, FindingComment>(),
            reading.Breakdowns, ReturnLines.TrendsOf(material.Course), null)
        {
            RollUp = material.RollUp,
        };
        await blobs.SaveAsync(name, rolledUp, cancellation);
        var documents = ReturnDocuments.All(rolledUp, frame.Council);
        foreach (var document in documents)
            await blobs.SaveAsync(name, document.Name, document.ContentType, document.Content, cancellation);
        await blobs.RemoveOthersAsync(name, ReturnDocuments.NameOf(rolledUp), documents.Select(document => document.Name).ToHashSet(), cancellation);
        return Summary(name, material.RollUp, rolledUp, documents);
    }

    /// <summary>What the files said when the period's months were frozen.</summary>
    private async Task<IReadOnlyList<Reported>> ReportedAsync(PeriodRef name, PeriodMaterial material, CancellationToken cancellation)
    {
        var reported = new List<Reported>();
        foreach (var month in material.RollUp.Months)
        {
            var frozen = new ReturnRef(name.Authority, MonthSpan.Of(month.Month).ToString(), month.Version);
            reported.AddRange(await sources.ReportedAsync(SourceReadings.SourcesOf(material.Settings), frozen, cancellation));
        }

        return Reported.Most(reported);
    }

    private async Task<PeriodMaterial> MaterialAsync(PeriodRef name, ReturnSettings then, IReadOnlyDictionary<string, Figure> figures, CancellationToken cancellation)
    {
        var (period, rollUp) = (name.Months, await RollUpAsync(name, cancellation));
        var definitions = new Dictionary<YearMonth, IReadOnlyList<Measure>>();
        foreach (var month in rollUp.Months)
        {
            var frozen = new ReturnRef(name.Authority, MonthSpan.Of(month.Month).ToString(), month.Version);
            definitions[month.Month] = (await blobs.LoadAsync(frozen, cancellation) ?? throw new InvalidOperationException($"The return {frozen} was not compiled.")).Settings.Measures;
        }

        var course = await returns.OverTimeAsync(name.Authority, then.Measures, new MonthSpan(period.From.PlusMonths(-ReturnCompiler.MonthsOfTrend), period.To), cancellation);
        var before = await blobs.LoadAsync(name.Before, cancellation) is { RollUp.IsWhole: true } last ? Comparable(last, then) : [];
        return new PeriodMaterial(then, rollUp, figures, course, definitions, before);
    }

    private static Dictionary<string, ReturnLine> Comparable(CompiledReturn before, ReturnSettings then) =>
        before.Lines.Where(line => then.Find(line.Measure)?.Kind == before.Settings.Find(line.Measure)?.Kind).ToDictionary(line => line.Measure);

    private async Task<RollUp> RollUpAsync(PeriodRef name, CancellationToken cancellation) => new(
        name.Months,
        [
            .. (await returns.FrozenAsync(name.Authority, name.Months, cancellation))
                .Select(row => new FrozenMonth(row.Name().YearMonth, row.Name().Version, row.FrozenAt!.Value, row.Fingerprint!)),
        ]);

    private async Task<ReturnFrame> RequireAsync(PeriodRef name, CancellationToken cancellation) =>
        await frames.FindAsync(name.Authority, name.Months, cancellation) ?? throw new InvalidOperationException($"{name.Authority} has no valid strands.json for {name.Period}.");

    private static string Summary(PeriodRef name, RollUp rollUp, CompiledReturn rolledUp, IReadOnlyList<ReturnDocument> documents)
    {
        var filled = rolledUp.Lines.Count(line => line.Value is not null || line.Text is not null);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The returns of {name.Months.Describe()} are rolled up from {Made(rollUp)}: {filled} of {rolledUp.Lines.Count} figures, {Found(rolledUp, Severity.Error, "error")}, {Found(rolledUp, Severity.Warning, "warning")}. Documents: {string.Join(", ", documents.Select(document => ReturnAddresses.Of(rolledUp, document)))}");
    }

    private static string Found(CompiledReturn rolledUp, Severity severity, string word) => Counted.Of(rolledUp.Findings.Count(finding => finding.Severity == severity), word);

    private static string Made(RollUp rollUp) => string.Create(
        CultureInfo.InvariantCulture,
        $"{rollUp.Months.Count} of {rollUp.Period.Count} months ({string.Join(", ", rollUp.Months.Select(month => $"{MonthSpan.Of(month.Month)} v{month.Version.ToString(CultureInfo.InvariantCulture)}"))})");
}
