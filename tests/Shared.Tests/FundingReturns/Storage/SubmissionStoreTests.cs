using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Storage;

namespace HubAutomation.Shared.Tests.FundingReturns.Storage;

/// <summary>What leads have said, in the order in which they said it.</summary>
[Collection(StorageTests.Name)]
public sealed class SubmissionStoreTests(StorageFixture fixture)
{
    private const string October = "2026-10";
    private static readonly DateTimeOffset Monday = new(2026, 11, 9, 10, 15, 0, TimeSpan.Zero);

    private readonly string council = fixture.NewCouncil();
    private readonly SubmissionStore submissions = new(fixture.Storage);

    [Fact]
    public async Task What_was_said_last_stands_in_whatever_order_it_arrives()
    {
        await AddAsync(Said(12, Monday.AddHours(2)));
        await AddAsync(Said(9, Monday));
        await AddAsync(Said(11, Monday.AddHours(1)));

        Assert.Equal(12, (await StateAsync()).Figures["PC-01"].Value);
    }

    [Fact]
    public async Task Numbers_come_back_to_the_last_digit_and_words_as_they_were_written()
    {
        var said = new Submission("panel", "PC-02", 57.20m, 79_228_162_514_264.337593543m, 0.1m, "=SUM(A1) “Zoë’s”\nand Ali’s\tgroup", "panel-lead", Monday.AddTicks(1), "file", "A slip.");
        await AddAsync(said);

        Assert.Equal(said, (await StateAsync()).Figures["PC-02"]);
        Assert.Equal("57.20", (await StateAsync()).Figures["PC-02"].Value!.Value.ToString(null, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_same_step_once_more_says_nothing_new()
    {
        await AddAsync(Said(9, Monday));
        await AddAsync(Said(9, Monday));
        await submissions.MarkSentAsync(council, October, "panel", new StrandMark("panel-lead", Monday.AddTicks(1), null), default);
        await submissions.MarkSentAsync(council, October, "panel", new StrandMark("panel-lead", Monday.AddTicks(1), null), default);

        var rows = 0;
        await foreach (var _ in fixture.Storage.Submissions.QueryAsync<Azure.Data.Tables.TableEntity>(row => row.PartitionKey == $"{council}.{October}"))
            rows++;
        Assert.Equal(2, rows);
        Assert.True((await StateAsync()).IsSent);
    }

    [Fact]
    public async Task Sent_sent_back_and_sent_again_stand_in_their_order_with_what_was_said()
    {
        await submissions.MarkSentAsync(council, October, "panel", new StrandMark("panel-lead", Monday, null), default);
        await submissions.MarkSentBackAsync(council, October, "panel", new StrandMark("manager", Monday.AddHours(1), "Ninety members?"), default);

        var back = await StateAsync();
        Assert.Equal((false, "Ninety members?", "manager"), (back.IsSent, back.SentBack!.Comment, back.SentBack.By));

        await submissions.MarkSentAsync(council, October, "panel", new StrandMark("panel-lead", Monday.AddHours(2), null), default);
        Assert.True((await StateAsync()).IsSent);
    }

    [Fact]
    public async Task What_was_asked_is_kept_with_what_was_said_and_sent()
    {
        await AddAsync(Said(9, Monday) with { Question = "0123456789abcdef" });
        await submissions.MarkSentAsync(
            council, October, "panel", new StrandMark("panel-lead", Monday.AddTicks(1), null) { Questions = new Dictionary<string, string> { ["PC-01"] = "0123456789abcdef", ["PC-02"] = "fedcba9876543210" } }, default);

        var state = await StateAsync();
        Assert.Equal("0123456789abcdef", state.Figures["PC-01"].Question);
        Assert.Equal(["PC-01 0123456789abcdef", "PC-02 fedcba9876543210"], state.Sent!.Questions!.Select(asked => $"{asked.Key} {asked.Value}"));
    }

    [Fact]
    public async Task What_is_asked_otherwise_than_before_is_answered_and_not_corrected()
    {
        await AddAsync(Said(9, Monday) with { Question = "asked" });
        await submissions.MarkSentAsync(
            council, October, "panel", new StrandMark("panel-lead", Monday.AddTicks(1), null) { Questions = new Dictionary<string, string> { ["PC-01"] = "asked" } }, default);
        await AddAsync(Said(10, Monday.AddTicks(2)) with { Question = "asked" });
        await AddAsync(Said(10, Monday.AddTicks(3)) with { Question = "asked-otherwise" });
        await AddAsync(Said(3, Monday.AddTicks(4)) with { Measure = "PC-02", Question = "new" });

        Assert.Equal((9m, 10m), Assert.Single((await StateAsync()).Corrections) is var correction ? (correction.Before!.Value!.Value, correction.Now.Value!.Value) : default);
    }

    [Fact]
    public async Task Strands_months_and_councils_are_kept_apart()
    {
        await AddAsync(Said(9, Monday));
        await submissions.AddAsync(council, "2026-11", Said(10, Monday), default);
        await submissions.AddAsync(fixture.NewCouncil(), October, Said(11, Monday), default);
        await AddAsync(Said(12, Monday) with { Strand = "parenting", Measure = "PA-01" });

        var states = await submissions.StatesAsync(council, October, default);

        Assert.Equal([("panel", 9m), ("parenting", 12m)], states.OrderBy(state => state.Key).Select(state => (state.Key, Assert.Single(state.Value.Figures).Value.Value!.Value)));
    }

    private async Task<StrandState> StateAsync() => (await submissions.StatesAsync(council, October, default))["panel"];

    private Task AddAsync(Submission said) => submissions.AddAsync(council, October, said, default);

    private static Submission Said(decimal value, DateTimeOffset at) => new("panel", "PC-01", value, null, null, null, "panel-lead", at, "page", null);
}
