using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>Sets a draft beside what it takes the place of: the draft that the manager had, and the version that was frozen.</summary>
internal static class WhatChanged
{
    /// <summary>The draft with what is different, and what leads have corrected.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="round">How often the manager has had one of this version.</param>
    /// <param name="said">What leads have said for the month.</param>
    /// <param name="before">What was compiled of this version before; null for nothing.</param>
    /// <param name="version">The version before, as it was frozen; null for the first.</param>
    public static CompiledReturn In(CompiledReturn draft, int round, IReadOnlyDictionary<string, StrandState> said, CompiledReturn? before, CompiledReturn? version)
    {
        var corrections = said.Values.SelectMany(strand => strand.Corrections)
            .Where(correction => correction.Now.At > (version?.Freezing?.At ?? DateTimeOffset.MinValue)).OrderBy(correction => correction.Now.At).ToList();
        return draft with
        {
            Round = round == 0 ? null : round,
            Corrections = corrections.Count == 0 ? null : corrections,
            LastDraft = round == 0 || before is null ? null

                // A repeated step finds what it made itself.
                : before.Round == round ? before.LastDraft : Different(before, draft),
            LastVersion = version is null ? null : Different(version, draft),
        };
    }

    private static Superseded Different(CompiledReturn before, CompiledReturn now) => new(
        before.Version,
        [.. before.Lines.Where(old => now.Lines.FirstOrDefault(line => line.Measure == old.Measure) is { } line && Says(line) != Says(old))]);

    private static (decimal? Value, decimal? Numerator, decimal? Denominator, string? Text) Says(ReturnLine line) => (line.Value, line.Numerator, line.Denominator, line.Text);
}
