using HubAutomation.Shared.FundingReturns.Model;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>What somebody who reads a quarter or a year should know of how it was put together.</summary>
public static class PeriodChecks
{
    /// <summary>Everything found in the lines, beyond what the sources have found.</summary>
    /// <param name="material">What the lines were made of.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="bySources">What the sources have found.</param>
    public static IReadOnlyList<Finding> Check(PeriodMaterial material, IReadOnlyList<ReturnLine> lines, IReadOnlyList<Finding> bySources)
    {
        ArgumentNullException.ThrowIfNull(material);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(bySources);
        List<Finding> found = [.. material.RollUp.NotFrozen.Select(month => NotFrozen(month, material.Settings))];
        foreach (var line in lines)
        {
            var measure = material.Settings.Find(line.Measure)!;
            var (months, mendBy) = (MeasureMonths.Of(measure, material), ReturnChecks.MendBy(material.Settings, measure));
            found.AddRange(Frozen(months, line, mendBy));
            found.AddRange(Definition(measure, material));
            found.AddRange(ReturnChecks.Shape(measure, line, mendBy));
            if (months.Rule is PeriodRule.Anew)
                found.AddRange(ReturnChecks.Missing(measure, line, mendBy, bySources).Concat(Changed(months, line)));
        }

        return [.. found, .. ReturnChecks.Sums(material.Settings, lines)];
    }

    private static Finding NotFrozen(YearMonth month, ReturnSettings settings) => new(
        Severity.Warning, "month-not-frozen", null, MonthSpan.Of(month).ToString(),
        $"{MonthSpan.Name(month)} is not frozen: nothing that leads have said for it is in here, and nothing of this is published. Freeze its return, and roll the months up once more.",
        settings.Manager.Id);

    /// <summary>What cannot be said, or only of some of the frozen months.</summary>
    private static IEnumerable<Finding> Frozen(MeasureMonths months, ReturnLine line, string mendBy)
    {
        var (measure, period) = (months.Measure, months.RollUp.Period);
        Finding Warning(string rule, string sentence) => new(
            measure.Kind is MeasureKind.Text ? Severity.Note : Severity.Warning, rule, measure.Code, null, $"{measure.Title}: {sentence}", mendBy);
        if (Without(months) is { Count: > 0 } without)
            yield return Warning("month-without-figure", $"the frozen return of {MonthSpan.Describe(without)} has no such figure{Consequence(months)}.");
        if (months.Rule is PeriodRule.Range && line is { Value: null, Text: { } range })
            yield return Warning("people-not-added", $"how many different people these were in {period.Describe()} cannot be told from the months: {range}. Somebody who came in two months would count twice. Ask the lead for the number of the whole period where it is needed.");
        if (months is { Rule: PeriodRule.Quotient, IsWhole: true } && months.Known.Any(point => point.Line is not { Numerator: not null, Denominator: not null }))
            yield return Warning("not-in-numbers", "there is no figure for the period, since not every month says numerator and denominator.");
    }

    /// <summary>The frozen months that ought to have the figure and have none.</summary>
    private static List<YearMonth> Without(MeasureMonths months)
    {
        var frozen = months.RollUp.Months.Select(month => month.Month).Except(months.Known.Select(point => point.Month)).ToList();
        return months.Rule switch
        {
            PeriodRule.Anew when months.Measure.Window.Kind is not WindowKind.Month => [],
            PeriodRule.Last => [.. frozen.Where(month => month == months.RollUp.Period.To)],
            _ => frozen,
        };
    }

    private static string Consequence(MeasureMonths months) => months.Rule switch
    {
        PeriodRule.Anew => "; here it is computed anew for all months",
        PeriodRule.Sum when months.Known.Count > 0 => $", so that the sum is of {MonthSpan.Describe(months.Known.Select(point => point.Month))} only",
        PeriodRule.Last when months.Known.Count > 0 => $", so that the one of {MonthSpan.Name(months.Known[^1].Month)} stands here",
        PeriodRule.Quotient => ", so that there is none for the period",
        _ => "",
    };

    /// <summary>What was counted in a month is the same when it is counted anew, or else the files are others than they were.</summary>
    private static IEnumerable<Finding> Changed(MeasureMonths months, ReturnLine line)
    {
        var measure = months.Measure;
        if (measure is not { Kind: MeasureKind.Count, Window.Kind: WindowKind.Month, Figure: { } figure } || !FigureCatalogue.AddsUp($"{figure.Source}.{figure.What}"))
            yield break;
        if (months.IsWhole && line.Value is { } anew && months.Known.Sum(point => point.Line.Value ?? 0) is var sum && sum != anew)
        {
            yield return new Finding(
                Severity.Warning, "changed-since-frozen", measure.Code, null,
                $"{measure.Title}: computed anew it is {ReturnChecks.Say(anew)} for {months.RollUp.Period.Describe()}, while the frozen months add up to {ReturnChecks.Say(sum)}. What it is computed from was changed after a month was frozen. Return that month in another version, or say why it may differ.",
                Finding.DataTeam);
        }
    }

    private static IEnumerable<Finding> Definition(Measure measure, PeriodMaterial material)
    {
        var others = material.RollUp.Months.Select(month => month.Month)
            .Where(month => material.Definitions[month].FirstOrDefault(then => then.Code == measure.Code) is { } then && ReturnChecks.Changes(then, measure).Count > 0).ToList();
        if (others.Count > 0)
        {
            yield return new Finding(
                Severity.Warning, "definition-changed", measure.Code, null,
                $"{measure.Title} was defined differently in {MonthSpan.Describe(others)}. It stands here as it was defined at the end of {material.RollUp.Period.Describe()}.", material.Settings.Manager.Id);
        }
    }
}
