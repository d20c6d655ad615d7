using System.Globalization;
using System.Text.Json;
using HubAutomation.Shared.FundingReturns.Definitions;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Compiling;

/// <summary>
/// What a careful person would look for in a return before signing it. Errors forbid freezing: the return says something that cannot be.
/// Warnings ask for a sentence: it may be right, but whoever reads it will wonder.
/// </summary>
public static class ReturnChecks
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Everything found in the lines, beyond what the sources have found.</summary>
    /// <param name="material">What the lines were made of.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="before">Measures as the return frozen last had them; empty when there is none.</param>
    /// <param name="bySources">What the sources have found: a figure that is missing because a file is need not be asked about once more.</param>
    public static IReadOnlyList<Finding> Check(
        ReturnMaterial material, IReadOnlyList<ReturnLine> lines, IReadOnlyList<Measure> before, IReadOnlyList<Finding> bySources)
    {
        ArgumentNullException.ThrowIfNull(material);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(bySources);
        var found = new List<Finding>();
        foreach (var line in lines)
        {
            var measure = material.Settings.Find(line.Measure)!;
            found.AddRange(Missing(measure, line, MendBy(material.Settings, measure), bySources));
            found.AddRange(Shape(measure, line, MendBy(material.Settings, measure)));
            found.AddRange(Size(measure, line, MendBy(material.Settings, measure)));
            found.AddRange(Movement(measure, line, MendBy(material.Settings, measure)));
            found.AddRange(Definition(measure, before.FirstOrDefault(known => known.Code == measure.Code), material.Settings));
        }

        found.AddRange(Late(material));
        found.AddRange(Sums(material.Settings, lines));
        return found;
    }

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
        if (PlausibleSize.Doubt(measure, line.Value, line.Denominator, line.Target, line.Baseline) is { } doubt)
        {
            yield return new Finding(
                Severity.Warning, "implausible", measure.Code, null,
                $"{measure.Title}: {doubt}.{(line.Text is { } remark ? $" The lead’s remark: “{remark}”" : "")} Have it mended, or say why it is right.", mendBy);
        }
    }

    private static IEnumerable<Finding> Movement(Measure measure, ReturnLine line, string mendBy)
    {
        if (measure.LargestJump is not { } most || line is not { Value: { } now, Before: { } before } || ReturnLines.BeginsAnew(measure, line, MonthSpan.Of(line.Window.To)))
            yield break;
        var change = before == 0 ? (now == 0 ? 0 : 100) : 100 * Math.Abs(now - before) / Math.Abs(before);
        if (change > most)
        {
            yield return new Finding(
                Severity.Warning, "jump", measure.Code, null,
                $"{measure.Title} went from {Say(before)} to {Say(now)} in a month{(before == 0 ? "" : $", by {Say(Math.Round(change, MidpointRounding.AwayFromZero))} %")}; more than {Say(most)} % is asked about. Say why, or have it mended.",
                mendBy);
        }
    }

    private static IEnumerable<Finding> Definition(Measure measure, Measure? before, ReturnSettings settings)
    {
        if (before is null)
            yield break;
        var changed = Changes(before, measure);
        if (changed.Count > 0)
        {
            yield return new Finding(
                Severity.Warning, "definition-changed", measure.Code, null,
                $"{measure.Title} cannot be compared with last month's: {string.Join(" and ", changed)} changed.", settings.Manager.Id);
        }
    }

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
            Severity.Warning, "late", null, strand.Id,
            material.Strands.GetValueOrDefault(strand.Id) is { SentBack: not null }
                ? $"{strand.Name} was sent back and has not been sent again."
                : $"{strand.Name} has not been sent by its lead; what was filled in so far is used.",
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

    internal static string Say(decimal? number) => number?.ToString("#,0.######", English) ?? "nothing";
}
