using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.FundingReturns.Outputs.Words;

/// <summary>What is different from before, who changed it, and why: "Volunteers: 9 people → 12 people".</summary>
internal static class ChangeSentences
{
    /// <summary>Each figure that is different from what it was in a draft or a version, with who said it anew and why.</summary>
    public static IReadOnlyList<string> Since(CompiledReturn of, Superseded before) =>
        [.. before.Lines.Select(old => Change(of, old)).OfType<string>()];

    /// <summary>Each time that a lead said something anew after it had been sent.</summary>
    public static IReadOnlyList<string> Corrections(CompiledReturn of) =>
        [.. (of.Corrections ?? []).Select(correction => Correction(of, correction)).OfType<string>()];

    private static string? Change(CompiledReturn of, ReturnLine old)
    {
        if (of.Settings.Find(old.Measure) is not { } measure || of.Lines.FirstOrDefault(line => line.Measure == old.Measure) is not { } line)
            return null;
        var why = (of.Corrections ?? []).LastOrDefault(correction => correction.Now.Measure == old.Measure);
        return FromTo(of, measure, Shown(measure, old), Shown(measure, line)) + (measure.Source is MeasureSource.Computed ? ", computed again" : why is null ? "" : $", {ByWhomAndWhy(of, why.Now)}");
    }

    private static string? Correction(CompiledReturn of, Correction correction) => of.Settings.Find(correction.Now.Measure) is { } measure
        ? $"{FromTo(of, measure, Shown(measure, correction.Before), Shown(measure, correction.Now))}, {ByWhomAndWhy(of, correction.Now)} on {London.Describe(correction.Now.At)}"
        : null;

    private static string ByWhomAndWhy(CompiledReturn of, Submission now) => $"by {ReturnWords.Person(of.Settings, now.By)}{(now.Why is { } why ? $": “{why}”" : "")}";

    private static string FromTo(CompiledReturn of, Measure measure, string before, string now) => $"{ReturnChecks.Told(of.Settings, measure).Title}: {before} → {now}";

    private static string Shown(Measure measure, ReturnLine line) => Shown(measure, line.Value, line.Numerator, line.Denominator, line.Text);

    private static string Shown(Measure measure, Submission? said) => Shown(measure, ReturnLines.Rounded(said?.Value, measure), said?.Numerator, said?.Denominator, said?.Text);

    // The numbers of a share stand beside it, since it can stay the same while they change; so does a remark.
    private static string Shown(Measure measure, decimal? value, decimal? numerator, decimal? denominator, string? text)
    {
        if (measure.Kind is MeasureKind.Text)
            return text is null ? "nothing" : $"“{text}”";
        var numbers = value is not null && numerator is { } part && denominator is { } whole ? $" ({FigureWords.Number(part, Decimals(part))} of {FigureWords.Number(whole, Decimals(whole))})" : "";
        return $"{(value is null ? "missing" : FigureWords.WithUnit(measure, value))}{numbers}{(text is null ? "" : $", with the remark “{text}”")}";
    }

    private static int Decimals(decimal number) => decimal.Truncate(number) == number ? 0 : 2;
}
