using System.Globalization;
using System.Text.Json;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Storage;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>
/// What a careful person would look for in a return before signing it. Errors forbid freezing: the return says something that cannot be.
/// Warnings ask for a sentence: it may be right, but whoever reads it will wonder.
/// </summary>
public static class ReturnChecks
{
    /// <summary>Rule of the warning that a strand was not sent.</summary>
    public const string LateRule = "late";

    /// <summary>Rule of the warning that a measure does not mean what it meant.</summary>
    public const string DefinitionRule = "definition-changed";

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Everything found in the lines, beyond what the sources have found.</summary>
    /// <param name="material">What the lines were made of.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="bySources">What the sources have found: a figure that is missing because a file is need not be asked about once more.</param>
    public static IReadOnlyList<Finding> Check(
        ReturnMaterial material, IReadOnlyList<ReturnLine> lines, IReadOnlyList<Finding> bySources)
    {
        ArgumentNullException.ThrowIfNull(material);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(bySources);
        var found = new List<Finding>();
        foreach (var line in lines)
        {
            var measure = Told(material.Settings, material.Settings.Find(line.Measure)!);
            var mendBy = MendBy(material.Settings, measure);
            found.AddRange(measure.BeginsAfter(material.Month) ? [TooEarly(measure, material)] : Missing(measure, line, mendBy, bySources));
            found.AddRange(BaselineNotOver(measure, material));
            found.AddRange(Shape(measure, line, mendBy));
            found.AddRange(Size(measure, line, mendBy));
            found.AddRange(Movement(measure, line, material));
            found.AddRange(Lowered(measure, line, material));
            found.AddRange(Definition(measure, line, material));
        }

        found.AddRange(Late(material));
        found.AddRange(Sums(material.Settings, lines));
        return found;
    }

    /// <summary>The measure with its strand in its title where another has the same title, so that what is said of the two can be told apart.</summary>
    internal static Measure Told(ReturnSettings settings, Measure measure) => settings.Measures.Count(other => other.Title == measure.Title) == 1
        ? measure : measure with { Title = $"{measure.Title} ({settings.Strands.First(strand => strand.Id == measure.Strand).Name}, {measure.Code})" };

    /// <summary>Who can mend a measure's figure: the strand's lead, or whoever provides the files.</summary>
    internal static string MendBy(ReturnSettings settings, Measure measure) => measure.Source is MeasureSource.Computed
        ? Finding.DataTeam
        : settings.Strands.First(strand => strand.Id == measure.Strand).Lead?.Id ?? settings.Manager.Id;

    /// <summary>That there is no figure; only a note where a source has said why already.</summary>
    internal static IEnumerable<Finding> Missing(Measure measure, ReturnLine line, string mendBy, IReadOnlyList<Finding> bySources)
    {
        // What cannot be divided is asked about already.
        if (!ReturnLines.IsMissing(measure, line) || line.Denominator == 0)
            yield break;
        var isExplained = measure.Figure is { Source: var source }
            && bySources.Any(finding => finding.Severity > Severity.Note && finding.Place?.StartsWith(source, StringComparison.Ordinal) == true);
        yield return new Finding(
            measure.Kind is MeasureKind.Text || isExplained ? Severity.Note : Severity.Warning, "missing", measure.Code, null, $"{measure.Title} has no figure: {line.From}{(line.Text is { } remark ? $", with the remark “{remark}”" : "")}.", mendBy);
    }

    /// <summary>That a measure is counted from a month on that has not come: a slip, or a measure of the future.</summary>
    private static Finding TooEarly(Measure measure, ReturnMaterial material) => new(
        Severity.Warning, "window-not-begun", measure.Code, null,
        $"{measure.Title} is counted from {MonthSpan.Name(measure.Window.First!.Value)} on, which is after {MonthSpan.Name(material.Month)}: there is no figure yet. Put its window right in the settings, or say why it stands there already.",
        material.Settings.Manager.Id);

    /// <summary>That what a measure is compared with is still to come, so that no target can begin there.</summary>
    private static IEnumerable<Finding> BaselineNotOver(Measure measure, ReturnMaterial material)
    {
        if (measure.Baseline is not { } baseline || measure.HasBaselineBefore(MonthSpan.Of(material.Month)))
            yield break;
        yield return new Finding(
            Severity.Warning, "baseline-not-over", measure.Code, null,
            $"{measure.Title} is compared with {baseline.Months.Describe()}, which was not over before {MonthSpan.Name(material.Month)}: it has no baseline, and no target that begins there. Put the baseline's months right in the settings.",
            material.Settings.Manager.Id);
    }

    /// <summary>What no figure of its kind can be.</summary>
    internal static IEnumerable<Finding> Shape(Measure measure, ReturnLine line, string mendBy)
    {
        Finding Error(string rule, string sentence) => new(Severity.Error, rule, measure.Code, null, $"{measure.Title}: {sentence}", mendBy);
        if (line.Denominator == 0)
            yield return new Finding(Severity.Warning, "denominator-zero", measure.Code, null, $"{measure.Title}: the denominator is 0, so there is no rate.", mendBy);
        if (measure.Kind is MeasureKind.Rate && line.Numerator > line.Denominator)
            yield return Error("numerator-exceeds", $"the numerator, {Say(line.Numerator)}, is more than the denominator, {Say(line.Denominator)}.");
        else if (measure.Kind is MeasureKind.Rate && line.Value > 100)
            yield return Error("rate-above-100", $"a rate of {Say(line.Value)} % cannot be.");
        if (measure.Kind is not MeasureKind.Money && new[] { line.Value, line.Numerator, line.Denominator }.FirstOrDefault(number => number < 0) is { } negative)
            yield return Error("below-zero", $"{Say(negative)} is less than nothing.");
        if (measure.Kind is MeasureKind.Count or MeasureKind.People && line.Value is { } count && count != decimal.Truncate(count))
            yield return Error("not-whole", $"{Say(count)} is not a whole number.");
    }

    private static IEnumerable<Finding> Size(Measure measure, ReturnLine line, string mendBy)
    {
        // Where the settings say how large a jump is asked about, that is asked.
        var before = measure.LargestJump is not null || ReturnLines.BeginsAnew(measure, line, MonthSpan.Of(line.Window.To)) ? null : line.Before;
        if ((PlausibleSize.Doubt(measure, line.Value, line.Denominator, line.Target, line.Baseline) ?? PlausibleSize.DoubtBeside(measure, line.Value, before)) is { } doubt)
        {
            yield return new Finding(
                Severity.Warning, "implausible", measure.Code, null,
                $"{measure.Title}: {doubt}.{(line.Text is { } remark ? $" The lead’s remark: “{remark}”" : "")} Have it mended, or say why it is right.", mendBy);
        }
    }

    /// <summary>What cannot fall fell; or a change is larger than the settings let pass.</summary>
    private static IEnumerable<Finding> Movement(Measure measure, ReturnLine line, ReturnMaterial material)
    {
        var mendBy = MendBy(material.Settings, measure);
        return Undone(measure, line, mendBy) is { } undone ? [undone]
            : Growth(measure, line, material, mendBy) is { } growth ? [growth] : Jump(measure, line, mendBy);
    }

    /// <summary>A milestone that was reached stays reached.</summary>
    private static Finding? Undone(Measure measure, ReturnLine line, string mendBy) => measure.Kind is MeasureKind.Milestone && line is { Value: 0, Before: 1 }
        ? new Finding(
            Severity.Warning, "milestone-undone", measure.Code, null,
            $"{measure.Title} was reached in {MonthSpan.Name(line.Window.To.PlusMonths(-1))}, and is not reached now. Say why, or have it mended.", mendBy)
        : null;

    /// <summary>What is counted from April or another fixed month on grows: when it does not, a month is missing, and when it falls, more than that.</summary>
    private static Finding? Growth(Measure measure, ReturnLine line, ReturnMaterial material, string mendBy)
    {
        if (!measure.Accumulates || line.Value is not { } now || IsAnother(measure, material.Last))
            return null;
        var earlier = (material.Earlier.GetValueOrDefault(measure.Code) ?? []).Where(point => point.Line is { Value: not null } && point.Line.Window.From == line.Window.From).ToList();
        if (earlier is not [.., var (month, then)] || now > then.Value || (now == then.Value && (now == 0 || measure.Source is MeasureSource.CarriedForward)))
            return null;
        var (since, before) = (MonthSpan.Name(line.Window.From), MonthSpan.Name(month));
        return now < then.Value
            ? new Finding(
                Severity.Warning, "fell", measure.Code, null,
                $"{measure.Title} is counted from {since} on, and fell from {Say(measure, then.Value)} in {before} to {Say(measure, now)}, by {Say(measure, then.Value - now)}. What is counted from a month on can only grow: either something is missing now, or {before} said too much. Have it mended, or say what was wrong in {before}.",
                mendBy)
            : new Finding(
                Severity.Warning, "does-not-grow", measure.Code, null,
                $"{measure.Title} is counted from {since} on, and is {Say(measure, now)} as it was in {before}: nothing was added in {MonthSpan.Name(line.Window.To)}. Say why, or have it mended.", mendBy);
    }

    /// <summary>A correction that makes a computed total smaller: a file may hold only what was corrected.</summary>
    private static IEnumerable<Finding> Lowered(Measure measure, ReturnLine line, ReturnMaterial material)
    {
        if (material.Corrected is not { } corrected || IsAnother(measure, corrected) || measure is not { Source: MeasureSource.Computed, Kind: MeasureKind.Count or MeasureKind.People or MeasureKind.Money })
            yield break;
        if (corrected.Lines.FirstOrDefault(before => before.Measure == measure.Code)?.Value is { } then && line.Value < then)
        {
            yield return new Finding(
                Severity.Warning, "lowered", measure.Code, Version(corrected),
                $"{measure.Title} is {Say(measure, line.Value)}, and was {Say(measure, then)} in {Version(corrected)}. A correction that lowers a total is asked about, since the file may hold only what was corrected. Say why it is right, or have it mended.",
                Finding.DataTeam);
        }
    }

    private static string Version(EarlierReturn earlier) => string.Create(CultureInfo.InvariantCulture, $"version {earlier.Name.Version}");

    private static bool IsAnother(Measure measure, EarlierReturn? earlier) => earlier?.Find(measure.Code) is { } then && Changes(then, measure).Count > 0;

    private static IEnumerable<Finding> Jump(Measure measure, ReturnLine line, string mendBy)
    {
        if (measure.LargestJump is not { } most || line is not { Value: { } now, Before: { } before } || ReturnLines.BeginsAnew(measure, line, MonthSpan.Of(line.Window.To)))
            yield break;
        var change = before == 0 ? (now == 0 ? 0 : 100) : 100 * Math.Abs(now - before) / Math.Abs(before);
        if (change > most)
        {
            yield return new Finding(
                Severity.Warning, "jump", measure.Code, null,
                $"{measure.Title} went from {Say(measure, before)} to {Say(measure, now)} in a month{(before == 0 ? "" : $", by {Say(Math.Round(change, MidpointRounding.AwayFromZero))} %")}; more than {Say(most)} % is asked about. Say why, or have it mended.",
                mendBy);
        }
    }

    /// <summary>What a measure means, or what is aimed at, is not what it was: in the version that is corrected, or else when a month was last returned.</summary>
    private static IEnumerable<Finding> Definition(Measure measure, ReturnLine line, ReturnMaterial material)
    {
        var earlier = new[] { material.Corrected, material.Last }.OfType<EarlierReturn>()
            .Select(held => (Held: held, Before: held.Find(measure.Code))).Where(held => held.Before is not null).ToList();
        foreach (var (held, before) in earlier.Where(held => Changes(held.Before!, measure).Count > 0).Take(1))
        {
            yield return new Finding(
                Severity.Warning, DefinitionRule, measure.Code, PlaceOf(held, material),
                $"{measure.Title} cannot be compared with {(held.Name.YearMonth == material.Month.PlusMonths(-1) ? "last month" : Called(held, material))}'s: {string.Join(" and ", Changes(before!, measure))} changed.",
                material.Settings.Manager.Id);
        }

        foreach (var (held, change) in earlier.Select(held => (held.Held, RatingChange(held.Before!, measure))).Where(held => held.Item2.Length > 0).Take(1))
        {
            yield return new Finding(
                Severity.Warning, "rating-changed", measure.Code, PlaceOf(held, material),
                $"{measure.Title} is rated otherwise than in {Called(held, material)}: {change}. Say who agreed it.", material.Settings.Manager.Id);
        }

        foreach (var (held, change) in earlier.Select(held => (held.Held, TargetChange(held.Before!, measure, line, material.Month))).Where(held => held.Item2 is not null).Take(1))
        {
            yield return new Finding(
                Severity.Warning, "target-changed", measure.Code, PlaceOf(held, material),
                $"{measure.Title} is held against another target than in {Called(held, material)}: {change} Say who agreed it.", material.Settings.Manager.Id);
        }
    }

    private static string Called(EarlierReturn earlier, ReturnMaterial material) => earlier == material.Corrected ? Version(earlier) : MonthSpan.Name(earlier.Name.YearMonth);

    private static string? PlaceOf(EarlierReturn earlier, ReturnMaterial material) => earlier == material.Corrected ? Version(earlier) : null;

    /// <summary>In what the target of the month, or how figures are held against it, differs; null when it does not.</summary>
    private static string? TargetChange(Measure before, Measure measure, ReturnLine line, YearMonth month)
    {
        if (before.Aim(month) == measure.Aim(month))
            return null;
        var was = ReturnLines.Rounded(before.TargetIn(month, before.Baseline?.Value ?? (before.Baseline?.Months == measure.Baseline?.Months ? line.Baseline : null)), measure);
        return was == line.Target && was is not null ? $"it is still {Say(was)}, but how it is reached – its baseline, its profile over the year or which way is good – changed."
            : before.Target is null ? $"it had none, and has {Say(line.Target)}."
            : measure.Target is null ? $"it was {Say(was)}, and there is none."
            : $"it was {Say(was)}, and is {Say(line.Target)}.";
    }

    /// <summary>In what a figure is said or rated otherwise against the same target; empty where it is not.</summary>
    private static string RatingChange(Measure before, Measure measure) => string.Join(
        " and ",
        new[]
        {
            before.Tolerance != measure.Tolerance && measure.Target is not null && before.Target is not null ? $"near was within {Say(before.Tolerance)} of the target, and is within {Say(measure.Tolerance)}" : null,
            before.Decimals != measure.Decimals ? $"it was rounded to {Say(before.Decimals)} decimals, and is to {Say(measure.Decimals)}" : null,
        }.OfType<string>());

    private static string Text(FigureQuery? figure) => JsonSerializer.Serialize(figure, HubJson.Options);

    /// <summary>In what a measure differs from what it was, so that the two cannot be compared.</summary>
    internal static IReadOnlyList<string> Changes(Measure before, Measure measure) =>
    [
        .. new[]
        {
            before.Definition != measure.Definition ? "its definition" : null,
            before.Kind != measure.Kind || before.Unit != measure.Unit ? "what kind of figure it is" : null,
            before.Source != measure.Source ? "where it comes from" : Text(before.Figure) != Text(measure.Figure) ? "what is computed" : null,
            before.Window != measure.Window ? "the months it is of" : null,
        }.OfType<string>(),
    ];

    private static IEnumerable<Finding> Late(ReturnMaterial material) => material.Settings.AskedStrands()
        .Where(strand => material.Strands.GetValueOrDefault(strand.Id)?.IsSent != true)
        .Select(strand => new Finding(
            Severity.Warning, LateRule, null, strand.Id,
            material.Strands.GetValueOrDefault(strand.Id) switch
            {
                { IsSentBack: true } => $"{strand.Name} was sent back and has not been sent again.",
                { AskedAnew: { Count: > 0 } anew } => $"{strand.Name} was sent, and what it is asked has changed since: {string.Join(", ", anew.Select(code => material.Settings.Find(code)!.Title))}. It has not been sent again, and what was said to another definition or target is not used. Send the strand back, so that its lead is asked.",
                _ => $"{strand.Name} has not been sent by its lead; what was filled in so far is used.",
            },
            strand.Lead!.Id));

    /// <summary>Rules between measures that are broken.</summary>
    internal static IEnumerable<Finding> Sums(ReturnSettings settings, IReadOnlyList<ReturnLine> lines)
    {
        decimal? Sum(IReadOnlyList<string> codes)
        {
            var values = codes.Select(code => lines.First(line => line.Measure == code).Value).ToList();
            return values.Contains(null) ? null : values.Sum();
        }

        foreach (var (check, i) in settings.Checks.Select((check, i) => (check, i)))
        {
            if (Sum(check.Parts) is { } parts && Sum(check.AtMost) is { } most && parts > most)
            {
                yield return new Finding(
                    Severity.Error, "sum-exceeds", check.Parts.Count == 1 ? check.Parts[0] : null, string.Create(CultureInfo.InvariantCulture, $"check {i + 1}"),
                    $"{check.Sentence} But {string.Join(" + ", check.Parts)} is {Say(parts)}, and {string.Join(" + ", check.AtMost)} is {Say(most)}.", settings.Manager.Id);
            }
        }
    }

    private static string Say(Measure measure, decimal? number) => measure.Kind is MeasureKind.Money && number is { } pounds
        ? $"{(pounds < 0 ? "−" : "")}£{Say(Math.Abs(pounds))}" : Say(number);

    internal static string Say(decimal? number) => number?.ToString("#,0.######", English) ?? "nothing";
}
