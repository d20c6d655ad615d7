using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Tests.Timetables.Merging;

public class SliceMergeTests
{
    private static readonly DateTimeOffset Monday = new(2026, 9, 14, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Tuesday = Monday.AddDays(1);

    [Fact]
    public void The_first_version_of_a_file_adds_every_session()
    {
        var steps = Merge(Sessions.Ordered(Sessions.Staged("Baby massage"), Sessions.Staged("Stay and play")), [], "v1", Monday);

        Assert.Equal(["Added", "Added"], steps.Select(s => s.Change.ToString()));
        Assert.All(steps, s => Assert.True(s.NeedsWrite));
        Assert.All(steps, s => Assert.Equal(0, s.Row.Sequence));
    }

    [Fact]
    public void The_same_file_again_writes_nothing()
    {
        var staged = Sessions.Ordered(Sessions.Staged("Baby massage"), Sessions.Staged("Stay and play"));
        var standing = RowsAfter(Merge(staged, [], "v1", Monday));

        var steps = Merge(staged, standing, "v2", Tuesday);

        Assert.All(steps, s => Assert.False(s.NeedsWrite));
        Assert.All(steps, s => Assert.Null(s.Change));
    }

    [Fact]
    public void A_new_version_changes_and_withdraws_and_raises_the_sequence()
    {
        var standing = RowsAfter(Merge(Sessions.Ordered(Sessions.Staged("Baby massage"), Sessions.Staged("Stay and play")), [], "v1", Monday));

        var steps = Merge([Sessions.Staged("Baby massage", description: "Bring a towel.")], standing, "v2", Tuesday);

        var changed = Assert.Single(steps, s => s.Change == ChangeKind.Changed);
        Assert.Equal("Bring a towel.", changed.Row.Session.Description);
        Assert.Null(changed.Row.Previous?.Description);
        Assert.Equal(1, changed.Row.Sequence);
        var withdrawn = Assert.Single(steps, s => s.Change == ChangeKind.Withdrawn);
        Assert.Equal("Stay and play", withdrawn.Row.Session.Title);
        Assert.False(withdrawn.Row.IsActive);
        Assert.Equal(1, withdrawn.Row.Sequence);
    }

    [Fact]
    public void A_file_that_adds_leaves_what_it_does_not_have()
    {
        var standing = RowsAfter(Merge(Sessions.Ordered(Sessions.Staged("Baby massage"), Sessions.Staged("Stay and play")), [], "v1", Monday));

        var steps = SliceMerge.Plan([Sessions.Staged("Rhyme time")], standing, "v2", Tuesday, keepsOthers: true).ToList();

        Assert.Equal("Rhyme time", Assert.Single(steps, s => s.Change == ChangeKind.Added).Row.Session.Title);
        Assert.Equal(2, steps.Count(s => s is { IsKept: true, Change: null, NeedsWrite: false }));
    }

    [Theory]
    [InlineData(100, 5, false)]
    [InlineData(100, 6, true)]
    [InlineData(8, 2, false)]
    [InlineData(7, 2, true)]
    [InlineData(2, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(0, 0, false)]
    public void More_than_a_few_sessions_or_several_that_are_more_than_a_quarter_are_much(int standing, int gone, bool isMuch) =>
        Assert.Equal(isMuch, new Loss(standing, gone, []).IsMuch);

    [Fact]
    public void A_withdrawn_session_that_comes_back_is_added_again_with_a_higher_sequence()
    {
        var staged = new List<SessionInFile> { Sessions.Staged("Baby massage") };
        var first = RowsAfter(Merge(staged, [], "v1", Monday));
        var gone = RowsAfter(Merge([], first, "v2", Tuesday));

        var back = Assert.Single(Merge(staged, gone, "v3", Tuesday.AddDays(1)));

        Assert.Equal(ChangeKind.Added, back.Change);
        Assert.Equal(2, back.Row.Sequence);
        Assert.True(back.Row.IsActive);
    }

    [Fact]
    public void A_merge_that_is_cut_short_anywhere_and_repeated_ends_as_an_undisturbed_one()
    {
        var titles = Gen.SubListOf("Baby massage", "Stay and play", "Dads' group", "Rhyme time", "HENRY", "Peep", "Sensory room");
        var versions = Gen.Two(titles).Two().Select(t => (Before: t.Item1, After: t.Item2));
        Prop.ForAll(versions.Zip(Gen.Choose(0, 7)).ToArbitrary(), input =>
        {
            var ((before, after), cut) = (input.Item1, input.Item2);
            var standing = RowsAfter(Merge(Stage(before), [], "v1", Monday));
            var whole = Merge(Stage(after), standing, "v2", Tuesday);

            var interrupted = Apply(standing, whole.Where(s => s.NeedsWrite).Take(cut));
            var repeated = Merge(Stage(after), interrupted, "v2", Tuesday);

            Assert.Equal(
                Apply(standing, whole.Where(s => s.NeedsWrite)).Select(AsStored),
                Apply(interrupted, repeated.Where(s => s.NeedsWrite)).Select(AsStored));
            Assert.Equal(
                whole.Select(s => (s.Row.Session.Id, s.Change)).Where(s => s.Change is not null),
                repeated.Select(s => (s.Row.Session.Id, s.Change)).Where(s => s.Change is not null));
        }).QuickCheckThrowOnFailure();

        static List<SessionInFile> Stage((IEnumerable<string> Plain, IEnumerable<string> WithText) titles) =>
        [
            .. titles.Plain.Select(t => Sessions.Staged(t)).Concat(titles.WithText.Except(titles.Plain).Select(t => Sessions.Staged(t, description: "Bring a towel.")))
                .OrderBy(s => s.Session.Id, StringComparer.Ordinal),
        ];
    }

    private static List<MergeStep> Merge(List<SessionInFile> staged, List<StoredSession> standing, string version, DateTimeOffset at) =>
        [.. SliceMerge.Plan(staged, standing, version, at)];

    private static string AsStored(StoredSession row) =>
        string.Join(", ", row.ToEntity(new InputFile("halton", "library", "autumn.csv", "v", Monday)).Select(column => $"{column.Key}={column.Value}"));

    private static List<StoredSession> RowsAfter(List<MergeStep> steps) => [.. steps.Select(s => s.Row)];

    private static List<StoredSession> Apply(List<StoredSession> standing, IEnumerable<MergeStep> written)
    {
        var rows = standing.ToDictionary(r => r.Session.Id);
        foreach (var step in written)
        {
            rows[step.Row.Session.Id] = step.Row;
        }

        return [.. rows.Values.OrderBy(r => r.Session.Id, StringComparer.Ordinal)];
    }
}
