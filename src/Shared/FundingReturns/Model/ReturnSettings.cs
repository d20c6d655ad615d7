using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using HubAutomation.Shared.Platform.Storage;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>
/// What an authority's monthly return is made of, as it stood at the end of the month that is returned. File <c>strands.json</c>; a
/// dated variant (<c>strands.2027-04-01.json</c>) leaves earlier months as they were.
/// </summary>
/// <param name="Timetable">When a return is opened, asked for, and overdue.</param>
/// <param name="Manager">The programme manager: approves, and is told of what is late.</param>
/// <param name="StandIn">Approves when the programme manager does not; null when nobody may.</param>
/// <param name="Readers">Who else receives the finished return: the published edition, unless they are marked for raw figures.</param>
/// <param name="CapitalLimit">Most of the spending that may be capital, in percent; null when there is no limit.</param>
/// <param name="Reach">How reach into deprived areas is counted; null when it is not.</param>
/// <param name="Strands">The funded strands in their order.</param>
/// <param name="Measures">The measures in their order.</param>
/// <param name="Checks">Rules between measures.</param>
public sealed record ReturnSettings(
    ReturnTimetable Timetable, ReturnPerson Manager, ReturnPerson? StandIn, IReadOnlyList<ReturnPerson> Readers, decimal? CapitalLimit, ReachRule? Reach,
    IReadOnlyList<Strand> Strands, IReadOnlyList<Measure> Measures, IReadOnlyList<SumRule> Checks)
{
    /// <summary>The file's name without ".json".</summary>
    public const string File = "strands";

    /// <summary>Everybody who has a part in it, each once.</summary>
    [JsonIgnore]
    public IReadOnlyList<ReturnPerson> People =>
        [.. new[] { Manager, StandIn }.Concat(Readers).Concat(Strands.SelectMany(strand => strand.Leads)).OfType<ReturnPerson>().DistinctBy(person => person.Id)];

    /// <summary>The same without mail addresses: what is kept with a return for good.</summary>
    public ReturnSettings WithoutAddresses()
    {
        static ReturnPerson Addressless(ReturnPerson person) => person with { Email = "" };
        return this with
        {
            Manager = Addressless(Manager),
            StandIn = StandIn is null ? null : Addressless(StandIn),
            Readers = [.. Readers.Select(Addressless)],
            Strands = [.. Strands.Select(strand => strand.With(strand.Leads.Select(Addressless)))],
        };
    }

    /// <summary>Strands whose lead is asked each month: there is something that only they know.</summary>
    public IReadOnlyList<Strand> AskedStrands() =>
        [.. Strands.Where(strand => strand.Lead is not null && AskedMeasures(strand.Id).Count > 0)];

    /// <summary>What the lead of a strand is asked.</summary>
    public IReadOnlyList<Measure> AskedMeasures(string strand) =>
        [.. Measures.Where(measure => measure.Strand == strand && measure.Source is not MeasureSource.Computed)];

    /// <summary>Who is asked to decide: the manager; once nobody has decided in time, whoever stands in for them, too.</summary>
    public IReadOnlyList<ReturnPerson> Deciders(bool isOverdue) => isOverdue && StandIn is { } other ? [Manager, other] : [Manager];

    /// <summary>A measure by its code, or null.</summary>
    public Measure? Find(string code) => Measures.FirstOrDefault(measure => measure.Code == code);
}

/// <summary>Somebody who has a part in returns.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens: a role rather than a name, since it stands in tables and logs.</param>
/// <param name="Name">As mails address them.</param>
/// <param name="Email">Their address.</param>
public sealed record ReturnPerson(string Id, string Name, string Email)
{
    /// <summary>Of a reader: whether they get the workbook with raw figures. All others get the published edition.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool GetsRaw { get; init; }
}

/// <summary>When things of a return happen; working days of the authority's calendar, Europe/London.</summary>
/// <param name="OpensOnWorkingDay">The working day of the following month on which it is opened, 1 the first; null when only staff open it.</param>
/// <param name="LeadsHaveWorkingDays">How long strand leads have.</param>
/// <param name="RemindWorkingDaysBefore">How long before that leads are reminded who have sent nothing; 0 for never.</param>
/// <param name="WaitForLateWorkingDays">How much longer late leads are waited for once the manager is told; then the return goes on without them.</param>
/// <param name="ApprovalWorkingDays">How long the manager has; then the stand-in is asked, too.</param>
public sealed record ReturnTimetable(
    int? OpensOnWorkingDay = null, int LeadsHaveWorkingDays = 5, int RemindWorkingDaysBefore = 2, int WaitForLateWorkingDays = 3, int ApprovalWorkingDays = 3);

/// <summary>A funded strand.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens.</param>
/// <param name="Name">As the authority calls it.</param>
/// <param name="NationalCode">Its value of SMD08 in the national collection, e.g. "infant_feeding"; null for none.</param>
/// <param name="Lead">Who answers for it, the first of several; null when nobody is asked.</param>
/// <param name="Award">The award's instalments by financial year, in pounds; empty when it is not stated.</param>
public sealed record Strand(string Id, string Name, string? NationalCode, ReturnPerson? Lead, IReadOnlyDictionary<FinancialYear, decimal> Award)
{
    /// <summary>Others who answer for it as well: each is asked, and what one of them has sent is sent; null for nobody.</summary>
    public IReadOnlyList<ReturnPerson>? OtherLeads { get; init; }

    /// <summary>Everybody who answers for it, the first lead first; empty when nobody is asked.</summary>
    [JsonIgnore]
    public IReadOnlyList<ReturnPerson> Leads => Lead is null ? [] : [Lead, .. OtherLeads ?? []];

    /// <summary>Their names: "Infant feeding lead or Breastfeeding coordinator".</summary>
    [JsonIgnore]
    public string LeadNames => string.Join(" or ", Leads.Select(lead => lead.Name));

    /// <summary>The same with other people who answer for it.</summary>
    public Strand With(IEnumerable<ReturnPerson> leads) =>
        leads.ToList() is [var first, .. var others] ? this with { Lead = first, OtherLeads = others.Count == 0 ? null : others } : this with { Lead = null, OtherLeads = null };

    /// <summary>The whole award in pounds; null when it is not stated.</summary>
    [JsonIgnore]
    public decimal? TotalAward => Award.Count == 0 ? null : Award.Values.Sum();
}

/// <summary>What kind of figure a measure is.</summary>
public enum MeasureKind
{
    /// <summary>How many of something, a whole number.</summary>
    Count,

    /// <summary>How many different people: over a longer time counted anew, never added up.</summary>
    People,

    /// <summary>A share in percent, with numerator and denominator.</summary>
    Rate,

    /// <summary>A mean, with the sum as numerator and the number of cases as denominator.</summary>
    Average,

    /// <summary>Pounds.</summary>
    Money,

    /// <summary>Reached or not: the value is 1 or 0, the text says more.</summary>
    Milestone,

    /// <summary>Words.</summary>
    Text,
}

/// <summary>Where a measure's figure comes from.</summary>
public enum MeasureSource
{
    /// <summary>The hub computes it (<see cref="Measure.Figure"/>).</summary>
    Computed,

    /// <summary>The strand's lead says it.</summary>
    Submitted,

    /// <summary>It stays what it was in the last frozen return until the strand's lead says something else.</summary>
    CarriedForward,
}

/// <summary>Which way is good.</summary>
public enum GoodDirection
{
    /// <summary>More is better.</summary>
    Higher,

    /// <summary>Less is better.</summary>
    Lower,

    /// <summary>Neither: it is not rated.</summary>
    Neither,
}

/// <summary>What of a measure may be published, the mildest rule first: docs/return-documents.md, "What is published".</summary>
public enum PublishRule
{
    /// <summary>As it is: money, pages, sessions.</summary>
    AsItIs,

    /// <summary>It counts people: 1 to 7 is not shown, 8 and more are rounded to the nearest 5, shares are true ones in steps of at least five people.</summary>
    SmallNumbers,

    /// <summary>Not at all.</summary>
    Never,
}

/// <summary>The months a figure is of, seen from the month that is returned.</summary>
public enum WindowKind
{
    /// <summary>The month itself.</summary>
    Month,

    /// <summary>From April to the month.</summary>
    YearToDate,

    /// <summary>The twelve months that end with it.</summary>
    LastTwelveMonths,

    /// <summary>From a fixed month on.</summary>
    Since,
}

/// <summary>The months a figure is of.</summary>
/// <param name="Kind">Which.</param>
/// <param name="First">The fixed month of <see cref="WindowKind.Since"/>.</param>
public sealed record Window(WindowKind Kind, YearMonth? First = null)
{
    /// <summary>The months for the return of one month; null when that month is before the fixed one.</summary>
    public MonthSpan? For(YearMonth month) => Kind switch
    {
        WindowKind.Month => MonthSpan.Of(month),
        WindowKind.YearToDate => new MonthSpan(FinancialYear.Of(month).First, month),
        WindowKind.LastTwelveMonths => new MonthSpan(month.PlusMonths(-11), month),
        _ => First!.Value.CompareTo(month) <= 0 ? new MonthSpan(First.Value, month) : null,
    };

    /// <summary>The months for a period's return: all of them for what is of the month, and otherwise as at the period's last month.</summary>
    public MonthSpan? For(MonthSpan period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return Kind is WindowKind.Month ? period : For(period.To);
    }
}

/// <summary>What a figure is compared with.</summary>
/// <param name="Months">The months it is of.</param>
/// <param name="Value">Its value; null when it is computed from the same source for those months.</param>
public sealed record Baseline(MonthSpan Months, decimal? Value);

/// <summary>What is aimed at.</summary>
/// <param name="PerYear">Change for each financial year after the baseline's, in the measure's unit; null when targets are listed.</param>
/// <param name="ByYear">The target of single financial years; a year that is left out has the one before it.</param>
public sealed record TargetPath(decimal? PerYear, IReadOnlyDictionary<FinancialYear, decimal> ByYear)
{
    /// <summary>Percent of a year's target that are due by the end of April, May … March; null for as much each month. Only of what is counted from April on.</summary>
    public IReadOnlyList<decimal>? Profile { get; init; }
}

/// <summary>Which figure of which source, and of which of its rows.</summary>
/// <param name="Source">Name of the source: "attendance".</param>
/// <param name="What">Name of the figure: "people".</param>
/// <param name="Where">Column → values, one of which a row must have; compared without regard to case.</param>
/// <param name="OutOf">The denominator when it is a fixed number, e.g. 28 practitioners; null for the source's own.</param>
public sealed record FigureQuery(string Source, string What, IReadOnlyDictionary<string, IReadOnlyList<string>> Where, decimal? OutOf = null);

/// <summary>One measure of the return.</summary>
/// <param name="Code">Capital letters, digits and hyphens, unique within the authority: "IF-01".</param>
/// <param name="Strand">Id of its strand.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Definition">What exactly is counted.</param>
/// <param name="Kind">What kind of figure it is.</param>
/// <param name="Unit">In words: "%", "parents", "£".</param>
/// <param name="Decimals">Digits after the point that it is rounded to, halves away from zero.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Figure">What is computed; null for what leads say.</param>
/// <param name="Window">The months it is of.</param>
/// <param name="Good">Which way is good.</param>
/// <param name="Baseline">What it is compared with; null for nothing.</param>
/// <param name="Target">What is aimed at; null for nothing.</param>
/// <param name="Tolerance">How far from the target still counts as near, in the measure's unit.</param>
/// <param name="NationalCode">Its question in the national collection, e.g. "BR02a"; null for none.</param>
/// <param name="Publish">What of it may be published.</param>
/// <param name="LargestJump">A change against the month before beyond this many percent is questioned; null for no question.</param>
public sealed record Measure(
    string Code, string Strand, string Title, string Definition, MeasureKind Kind, string Unit, int Decimals, MeasureSource Source, FigureQuery? Figure, Window Window,
    GoodDirection Good, Baseline? Baseline, TargetPath? Target, decimal Tolerance, string? NationalCode, PublishRule Publish, decimal? LargestJump)
{
    /// <summary>The service, or category of wider services, of which it answers that question: its name as the collection has it; null for the whole authority.</summary>
    public string? NationalService { get; init; }

    /// <summary>
    /// Whether its figure can only grow within its window: what is counted from April or another fixed month on. A level, such as members of a panel
    /// or a projection, goes up and down.
    /// </summary>
    [JsonIgnore]
    public bool Accumulates => Window.Kind is WindowKind.YearToDate or WindowKind.Since && Kind is MeasureKind.Count or MeasureKind.People or MeasureKind.Money
        && (Figure is null || !FigureCatalogue.IsLevel($"{Figure.Source}.{Figure.What}"));

    /// <summary>
    /// Tells what is asked in a month from what was asked before: another definition, kind, unit, window, figure or target is another question, and an
    /// answer to the one is none to the other. What goes into it is compared with what is stored: with more, all leads of open returns are asked again.
    /// </summary>
    public string QuestionFor(YearMonth month) => Names.Key(
        "question", Definition, Kind.ToString(), Unit, $"{Window.Kind} {(Window.First is { } first ? MonthSpan.Of(first) : "")}", JsonSerializer.Serialize(Figure, HubJson.Options), Aim(month));

    /// <summary>What is aimed at in a month's financial year and how it is held against it, as a text to compare.</summary>
    internal string Aim(YearMonth month)
    {
        static string Say(decimal? number) => number?.ToString("0.############", CultureInfo.InvariantCulture) ?? "";
        return Target is null ? "" : string.Join(
            ' ', Target.PerYear is { } step ? $"{Say(step)} a year from {Baseline?.Months} {Say(Baseline?.Value)}" : Say(TargetIn(month, null)), Good,
            string.Join(',', (Target.Profile ?? []).Select(percent => Say(percent))));
    }

    /// <summary>Whether its window begins only after a month: then there is nothing to say yet.</summary>
    public bool BeginsAfter(YearMonth month) => Window.For(month) is null;

    /// <summary>Whether what it is compared with was over before the last month of a period; otherwise there is nothing to compare with.</summary>
    public bool HasBaselineBefore(MonthSpan period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return Baseline is not null && Baseline.Months.To.CompareTo(period.To) < 0;
    }

    /// <summary>What is aimed at in a month's financial year; null for nothing, also before the baseline.</summary>
    /// <param name="month">The month.</param>
    /// <param name="baseline">The baseline's value, given or computed.</param>
    public decimal? TargetIn(YearMonth month, decimal? baseline)
    {
        var year = FinancialYear.Of(month);
        return Target switch
        {
            { PerYear: { } step } when baseline is { } start && year >= FinancialYear.Of(Baseline!.Months.From) => start + (step * (year.StartYear - FinancialYear.Of(Baseline!.Months.From).StartYear)),
            { PerYear: null } path => path.ByYear.Where(target => target.Key <= year).OrderBy(target => target.Key).Select(target => (decimal?)target.Value).LastOrDefault(),
            _ => null,
        };
    }
}

/// <summary>A rule between measures: the sum of some is at most the sum of others, e.g. online users ≤ users (QSU04 ≤ QSU03).</summary>
/// <param name="Parts">Codes of the measures that are added up.</param>
/// <param name="AtMost">Codes of those that they must not exceed.</param>
/// <param name="Sentence">The rule in words.</param>
public sealed record SumRule(IReadOnlyList<string> Parts, IReadOnlyList<string> AtMost, string Sentence);

/// <summary>An index of deprivation.</summary>
public enum DeprivationIndex
{
    /// <summary>Income Deprivation Affecting Children Index.</summary>
    Idaci,

    /// <summary>Index of Multiple Deprivation.</summary>
    Imd,
}

/// <summary>How reach into deprived areas is counted: docs/reach.md, "The rule". Printed beside every figure.</summary>
/// <param name="District">The authority's code, e.g. "E06000006".</param>
/// <param name="Index">Which index.</param>
/// <param name="Release">2025 (LSOAs of 2021) or 2019 (LSOAs of 2011).</param>
/// <param name="MostDeprivedPercent">Areas among this many percent most deprived of England, e.g. 30; null when <paramref name="MostDeprivedAreas"/> is used.</param>
/// <param name="MostDeprivedAreas">The authority's own so many most deprived areas, e.g. 30; null when the national share is used.</param>
/// <param name="UnderAge">Children younger than this at the end of the window, in completed years.</param>
/// <param name="AccessWindow">Accessing means at least one attendance within these months.</param>
public sealed record ReachRule(
    string District, DeprivationIndex Index, int Release, int? MostDeprivedPercent, int? MostDeprivedAreas, int UnderAge, Window AccessWindow);
