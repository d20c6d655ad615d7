using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Storage;

namespace HubAutomation.Shared.Tests.FundingReturns.Storage;

/// <summary>What was said of rows holds for these rows from then on; and what leads write to the manager is kept beside their figures.</summary>
[Collection(StorageTests.Name)]
public sealed class AnsweredRowsTests(StorageFixture fixture)
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 9, 10, 15, 0, TimeSpan.Zero);

    private readonly string council = fixture.NewCouncil();

    [Fact]
    public async Task Answers_are_found_by_row_and_each_council_has_its_own()
    {
        var answered = new AnsweredRows(fixture.Storage);
        var known = new RowAnswer("May 2026", "manager", "The ledger is closed.");

        await answered.AddAsync(council, Enumerable.Range(0, 250).Select(i => $"row-{i}"), known, default);
        await answered.AddAsync(council, ["row-1", "row-1"], known, default);

        var all = await answered.AllAsync(council, default);
        Assert.Equal((250, known), (all.Count, all["row-249"]));
        Assert.Empty(await answered.AllAsync(fixture.NewCouncil(), default));
    }

    [Fact]
    public async Task A_note_is_kept_and_counts_for_no_figure()
    {
        var submissions = new SubmissionStore(fixture.Storage);
        await submissions.AddAsync(council, "2026-10", Said(9, Monday, null), default);
        await submissions.MarkSentAsync(council, "2026-10", "panel", new StrandMark("panel-lead", Monday.AddMinutes(1), null), default);
        await submissions.NoteAsync(council, "2026-10", "panel", new StrandMark("coordinator", Monday.AddMinutes(2), "Do dads count?"), default);

        var state = (await submissions.StatesAsync(council, "2026-10", default))["panel"];

        Assert.Equal(new StrandMark("coordinator", Monday.AddMinutes(2), "Do dads count?"), Assert.Single(state.Notes));
        Assert.Equal((2, 1, true), (state.Entries, state.Figures.Count, state.IsSent));
        Assert.True(state.Next(Monday) > Monday.AddMinutes(2));
    }

    [Fact]
    public async Task A_correction_has_what_was_said_before_and_why_and_only_what_came_after_sending_is_one()
    {
        var submissions = new SubmissionStore(fixture.Storage);
        await submissions.AddAsync(council, "2026-10", Said(7, Monday, null), default);
        await submissions.AddAsync(council, "2026-10", Said(9, Monday.AddMinutes(1), null), default);
        await submissions.MarkSentAsync(council, "2026-10", "panel", new StrandMark("panel-lead", Monday.AddMinutes(2), null), default);
        await submissions.AddAsync(council, "2026-10", Said(12, Monday.AddMinutes(3), "Three were forgotten."), default);

        var correction = Assert.Single((await submissions.StatesAsync(council, "2026-10", default))["panel"].Corrections);

        Assert.Equal((9m, 12m, "Three were forgotten."), (correction.Before!.Value, correction.Now.Value, correction.Now.Why));
        Assert.Equal(7, (await submissions.StatesAsync(council, "2026-10", Monday, default))["panel"].Figures["PC-01"].Value);
    }

    private static Submission Said(decimal value, DateTimeOffset at, string? why) => new("panel", "PC-01", value, null, null, null, "panel-lead", at, "page", why);
}
