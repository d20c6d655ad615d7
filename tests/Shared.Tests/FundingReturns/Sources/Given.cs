using System.Globalization;
using System.Text;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Testing;
using HubAutomation.Testing.Browser;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources;

/// <summary>What the sources' tests have in common: files as people write them, questions as measures ask them, answers in a line.</summary>
internal static class Given
{
    public static readonly ReturnPerson Manager = new("programme-manager", "Programme manager", "manager@halton.example.gov.uk");

    /// <summary>Halton's six strands with the four awards that its report states; 5 % may be capital.</summary>
    public static readonly ReturnSettings Halton = Settings(
        ("transformation", "Transformation", null), ("parenting", "Parenting", 396_000), ("infant-feeding", "Infant feeding", 504_000),
        ("perinatal", "Perinatal mental health and parent-infant relationships", 861_000), ("home-learning", "Early language and home learning environment", 209_000),
        ("start-for-life", "Start for Life and parent-carer panels", null));

    public static SourceFile File(string path, string text) => File(path, Encoding.UTF8.GetBytes(text));

    public static SourceFile File(string path, byte[] content)
    {
        var (source, name) = (path.Split('/')[0], path.Split('/')[1]);
        return new SourceFile(source, name, SourceFile.MonthsOf(name)!, _ => Task.FromResult<Stream>(new MemoryStream(content)));
    }

    /// <summary>A sample authority's strands and measures as they stand in its strands.json.</summary>
    public static ReturnSettings SampleSettings(string authority) => Sample(authority).Returns!;

    /// <summary>All settings of a sample authority.</summary>
    public static AuthoritySettings Sample(string authority)
    {
        var files = Directory.GetFiles(Path.Combine(OutsideTools.Repository, "samples", "configuration", authority), "*.json");
        var (settings, problems) = EveryCapability.Settings.Read(authority, files.ToDictionary(path => Path.GetFileName(path), System.IO.File.ReadAllText), new LocalDate(2026, 10, 31));
        Assert.Empty(problems);
        return settings!;
    }

    /// <summary>The sample files of an authority.</summary>
    public static IReadOnlyList<SourceFile> Samples(string authority) =>
    [
        .. Directory.GetFiles(Path.Combine(OutsideTools.Repository, "samples", "figures", authority), "*.csv", SearchOption.AllDirectories)
            .Select(path => File($"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}", System.IO.File.ReadAllBytes(path))),
    ];

    /// <summary>Asks for a figure of months: "2026-10", "2026-27", "2024-04..2024-12".</summary>
    public static FigureRequest Ask(string what, string months, params (string Column, string Value)[] where) => Ask(what, Months(months), null, where);

    public static FigureRequest Ask(string what, MonthSpan months, decimal? outOf, params (string Column, string Value)[] where) => new(
        $"{what} {months} {string.Join(' ', where)}", new FigureQuery("", what, where.GroupBy(w => w.Column).ToDictionary(w => w.Key, IReadOnlyList<string> (w) => [.. w.Select(v => v.Value)]), outOf), months);

    public static MonthSpan Months(string text) => text.Split("..") is [var from, var to]
        ? new MonthSpan(YearMonthPattern.Iso.Parse(from).Value, YearMonthPattern.Iso.Parse(to).Value)
        : MonthSpan.Parse(text)!;

    /// <summary>Reads a source by its name.</summary>
    public static Task<SourceReading> ReadAsync(string source, IReadOnlyList<FigureRequest> requests, IReadOnlyList<SourceFile> files, ReturnSettings? returns = null) => source switch
    {
        "breastfeeding" => BreastfeedingSource.ReadAsync(requests, files, default),
        "ledger" => LedgerSource.ReadAsync(requests, files, returns ?? Halton, default),
        "training" => TrainingSource.ReadAsync(requests, files, default),
        "panel" => PanelSource.ReadAsync(requests, files, default),
        "front-door" => FrontDoorSource.ReadAsync(requests, files, default),
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "not a source"),
    };

    /// <summary>The only figure.</summary>
    public static Figure Figure(this SourceReading reading) => Assert.Single(reading.Figures).Value;

    /// <summary>"Warning missing", in order.</summary>
    public static string[] Rules(this SourceReading reading) => [.. reading.Findings.Select(finding => $"{finding.Severity} {finding.Rule}")];

    /// <summary>The sentence of the only finding of a rule.</summary>
    public static string Sentence(this SourceReading reading, string rule) => Assert.Single(reading.Findings, finding => finding.Rule == rule).Sentence;

    /// <summary>"3 Point not-allowed".</summary>
    public static string[] LeftOut(this SourceReading reading) =>
        [.. reading.Rejects.Select(reject => string.Create(CultureInfo.InvariantCulture, $"{reject.Row} {reject.Column} {reject.Rule}"))];

    private static ReturnSettings Settings(params (string Id, string Name, decimal? Award)[] strands) => new(
        new ReturnTimetable(), Manager, null, [], 5, null,
        [.. strands.Select(strand => new Strand(strand.Id, strand.Name, null, strand.Id == "parenting" ? new ReturnPerson("parenting-lead", "Parenting lead", "lead@halton.example.gov.uk") : null, Award(strand.Award)))],
        [], []);

    private static Dictionary<FinancialYear, decimal> Award(decimal? award) => award is { } pounds ? new() { [new FinancialYear(2022)] = pounds / 2, [new FinancialYear(2023)] = pounds / 2 } : [];
}
