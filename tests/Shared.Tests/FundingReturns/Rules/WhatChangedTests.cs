using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Tests.FundingReturns.Outputs;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

/// <summary>What a draft takes the place of, set beside it.</summary>
public sealed class WhatChangedTests
{
    private static readonly Dictionary<string, StrandState> Nothing = [];

    private static readonly CompiledReturn First = Returns.Halton.Draft();

    [Fact]
    public void A_first_draft_has_nothing_before_it()
    {
        var draft = WhatChanged.In(First, 0, Nothing, null, null);

        Assert.Equal((null, null, null, null), (draft.Round, draft.LastDraft, draft.LastVersion, draft.Corrections));
    }

    [Fact]
    public void A_second_draft_has_the_lines_that_are_different_as_they_were_and_a_repeated_step_the_same()
    {
        var second = WhatChanged.In(With("PM-02", 6), 1, Nothing, First, null);
        var repeated = WhatChanged.In(With("PM-02", 6), 1, Nothing, second, null);
        var third = WhatChanged.In(With("PM-02", 6), 2, Nothing, second, null);

        Assert.Equal(("PM-02", 4m), (Assert.Single(second.LastDraft!.Lines).Measure, second.LastDraft.Lines[0].Value));
        Assert.Equal(second.LastDraft, repeated.LastDraft);
        Assert.Empty(third.LastDraft!.Lines);
    }

    [Fact]
    public void Another_version_is_set_beside_the_one_that_was_frozen_and_names_what_was_corrected_since()
    {
        var frozenAt = Returns.Halton.Freezing!.At;
        var said = new Dictionary<string, StrandState>
        {
            ["perinatal"] = StrandState.Nothing("perinatal") with { Corrections = [Correction(5, frozenAt.AddDays(-1)), Correction(6, frozenAt.AddDays(1))] },
        };

        var second = WhatChanged.In(With("PM-02", 6) with { Version = Returns.Halton.Version + 1 }, 0, said, null, Returns.Halton);

        Assert.Equal((Returns.Halton.Version, "PM-02"), (second.LastVersion!.Version, Assert.Single(second.LastVersion.Lines).Measure));
        Assert.Equal(6, Assert.Single(second.Corrections!).Now.Value);
    }

    private static Correction Correction(decimal value, DateTimeOffset at) =>
        new(null, new Submission("perinatal", "PM-02", value, null, null, null, "perinatal-lead", at, "page", "A slip."));

    private static CompiledReturn With(string measure, decimal value) =>
        First with { Lines = [.. First.Lines.Select(line => line.Measure == measure ? line with { Value = value } : line)] };
}
