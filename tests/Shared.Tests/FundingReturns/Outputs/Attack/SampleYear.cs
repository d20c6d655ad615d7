using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.FundingReturns.Sources.Reach;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Reach;
using HubAutomation.Shared.Tests.FundingReturns.Sources;
using HubAutomation.Shared.Tests.FundingReturns.Sources.People;
using HubAutomation.Shared.Tests.FundingReturns.Sources.Reach;
using HubAutomation.Shared.Tests.Reach;
using HubAutomation.Testing;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs.Attack;

/// <summary>
/// The returns of a sample council from April 2025 to October 2026 as they would be frozen, with their quarters and the year: computed from the sample
/// files, and with few people in what leads say.
/// </summary>
internal sealed class SampleYear(string authority)
{
    private static readonly Lazy<Task<IReadOnlyList<ReadyReference>>> Reference = new(ReadReferenceAsync);

    private readonly ReturnSettings settings = Given.SampleSettings(authority);
    private readonly Dictionary<string, IReadOnlyList<(YearMonth Month, ReturnLine Line)>> frozen = [];
    private readonly List<FrozenMonth> months = [];

    /// <summary>Each month as it is frozen, and each quarter and year once its months are.</summary>
    public async Task<IReadOnlyList<CompiledReturn>> ReturnsAsync()
    {
        var returns = new List<CompiledReturn>();
        foreach (var month in new MonthSpan(new YearMonth(2025, 4), new YearMonth(2026, 10)).Months)
        {
            returns.Add(await MonthAsync(month));
            foreach (var period in (string[])[$"{FinancialYear.Of(month)}-q1", $"{FinancialYear.Of(month)}-q2", $"{FinancialYear.Of(month)}-q3", $"{FinancialYear.Of(month)}-q4", $"{FinancialYear.Of(month)}"])
            {
                if (MonthSpan.Parse(period) is { } span && span.To == month)
                    returns.Add(await PeriodAsync(span));
            }
        }

        return returns;
    }

    private async Task<CompiledReturn> MonthAsync(YearMonth month)
    {
        var (figures, tables, findings) = await ReadAsync(MonthSpan.Of(month));
        var earlier = frozen.ToDictionary();
        var lines = ReturnLines.MarkedAsKnownForTooFew(ReturnLines.Make(new ReturnMaterial(settings, month, figures, Said(month), earlier)), findings);
        foreach (var line in lines)
            frozen[line.Measure] = [.. earlier.GetValueOrDefault(line.Measure, []), (month, line)];
        var at = month.PlusMonths(1).OnDayOfMonth(12).AtMidnight().InUtc().ToDateTimeOffset();
        months.Add(new FrozenMonth(month, 1, at, $"{month}"));
        return new CompiledReturn(
            authority, month, 1, null, settings, lines, findings, new Dictionary<string, FindingComment>(), tables, ReturnLines.TrendsOf(earlier), new Freezing("manager", at, $"{month}"));
    }

    private async Task<CompiledReturn> PeriodAsync(MonthSpan period)
    {
        var (figures, tables, findings) = await ReadAsync(period);
        var rollUp = new RollUp(period, [.. months.Where(month => period.Contains(month.Month))]);
        var lines = PeriodLines.Make(new PeriodMaterial(
            settings, rollUp, figures, frozen, rollUp.Months.ToDictionary(month => month.Month, _ => settings.Measures), new Dictionary<string, ReturnLine>()));
        return new CompiledReturn(
            authority, period.To, 1, null, settings, ReturnLines.MarkedAsKnownForTooFew(lines, findings), findings, new Dictionary<string, FindingComment>(), tables,
            ReturnLines.TrendsOf(frozen), null)
        {
            RollUp = rollUp,
        };
    }

    private async Task<(Dictionary<string, Figure> Figures, IReadOnlyList<Breakdown> Tables, IReadOnlyList<Finding> Findings)> ReadAsync(MonthSpan period)
    {
        var readings = new List<SourceReading>();
        foreach (var asked in ReturnLines.Requests(settings, period).GroupBy(request => request.Query.Source).Where(asked => asked.Key is not "timetables"))
            readings.Add(await ReadAsync(asked.Key, [.. asked]));
        return (
            readings.SelectMany(reading => reading.Figures).ToDictionary(), [.. readings.SelectMany(reading => reading.Breakdowns).DistinctBy(table => table.Id)],
            [.. readings.SelectMany(reading => reading.Findings).DistinctBy(finding => finding.Key)]);
    }

    private async Task<SourceReading> ReadAsync(string source, IReadOnlyList<FigureRequest> requests) => source switch
    {
        "attendance" => await AttendanceSource.ReadAsync(requests, Attendance, Places, default),
        "reach" => await ReachSource.ReadAsync(requests, settings.Reach, Registrations, Attendance, Places, await Reference.Value, default),
        _ => await Given.ReadAsync(source, requests, [.. Given.Samples(authority).Where(file => file.Source == source)], settings),
    };

    private IReadOnlyList<SourceFile> Attendance => GivenFiles.Folder(Samples.Figures(authority), "attendance");

    // The list of October has everybody who was registered at any time, with the dates.
    private IReadOnlyList<SourceFile> Registrations =>
        [.. GivenFiles.Folder(Samples.Figures(authority), "registrations").Select(file => file with { Name = "2024-25..", Months = new MonthSpan(new YearMonth(2025, 4), new YearMonth(2026, 10)) })];

    public IReadOnlyList<Place> Places
    {
        get
        {
            var files = Directory.GetFiles(Path.Combine(Samples.Folder, "configuration", authority), "*.json");
            return EveryCapability.Settings.Read(authority, files.ToDictionary(path => Path.GetFileName(path), File.ReadAllText), new LocalDate(2026, 10, 31)).Settings!.Places;
        }
    }

    /// <summary>From none to 14 of everything, and shares of 12 to 140, always the same.</summary>
    private Dictionary<string, StrandState> Said(YearMonth month) => settings.AskedStrands().ToDictionary(
        strand => strand.Id,
        strand => new StrandState(
            strand.Id,
            settings.AskedMeasures(strand.Id).Select((measure, i) => (measure, draw: ((month.Year * 12) + month.Month) * (37 + (11 * i)) % 131)).ToDictionary(
                asked => asked.measure.Code,
                asked => asked.measure.Kind switch
                {
                    MeasureKind.Rate => Submission(asked.measure, null, 5 + (asked.draw / 2), 12 + asked.draw),
                    MeasureKind.Milestone => Submission(asked.measure, 1, null, null),
                    MeasureKind.Text => Submission(asked.measure, null, null, null) with { Text = "Parents asked for a Saturday group." },
                    _ => Submission(asked.measure, asked.draw % 15, null, null),
                }),
            null, null));

    private static Submission Submission(Measure measure, decimal? value, decimal? numerator, decimal? denominator) =>
        new(measure.Strand, measure.Code, value, numerator, denominator, null, "lead", new DateTimeOffset(2026, 11, 9, 9, 0, 0, TimeSpan.Zero), "page", null);

    private static async Task<IReadOnlyList<ReadyReference>> ReadReferenceAsync()
    {
        var ready = new List<ReadyReference>();
        foreach (var path in Directory.GetFiles(Samples.ReferenceFolder).Where(path => !path.Contains("notes", StringComparison.Ordinal)))
        {
            await using var content = File.OpenRead(path);
            ready.Add(await GivenReference.ReadyAsync(content, Path.GetFileName(path)));
        }

        return ready;
    }
}
