using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.Backups;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Tests.Backups;

/// <summary>What a restore does about each row of a backup.</summary>
public sealed class RestorePlanTests
{
    private static readonly List<TableEntity> Kept = [Row("same", 1), Row("changed", 1), Row("retyped", 1), Row("missing", 1)];

    private static readonly Dictionary<(string, string), TableEntity> Standing = new()
    {
        [("halton", "same")] = Row("same", 1),
        [("halton", "changed")] = Row("changed", 2),
        [("halton", "retyped")] = Row("retyped", 1L),
        [("halton", "later")] = Row("later", 1),
    };

    [Fact]
    public void Missing_rows_are_added_and_everything_else_is_left()
    {
        var (comparison, writes, _) = RestorePlan.For(Kept, Standing, replaceChanged: false, RestoreRules.Free);

        Assert.Equal(new Comparison(4, Missing: 1, Changed: 2), comparison);
        var write = Assert.Single(writes);
        Assert.Equal((TableTransactionActionType.Add, "missing"), (write.ActionType, write.Entity.RowKey));
    }

    [Fact]
    public void Told_to_it_replaces_what_was_changed_as_long_as_nobody_changes_it_meanwhile()
    {
        var (_, writes, _) = RestorePlan.For(Kept, Standing, replaceChanged: true, RestoreRules.Free);

        Assert.Equal(
            [("missing", TableTransactionActionType.Add, ""), ("changed", TableTransactionActionType.UpdateReplace, "v-changed"), ("retyped", TableTransactionActionType.UpdateReplace, "v-retyped")],
            writes.Select(w => (w.Entity.RowKey, w.ActionType, w.ETag == default ? "" : w.ETag.ToString())));
    }

    [Theory]
    [InlineData(null, "halton.groups", true)]
    [InlineData("halton", "halton", true)]
    [InlineData("halton", "halton.groups.ab", true)]
    [InlineData("halton", "haltonshire", false)]
    [InlineData("halton", "operation", false)]
    public void An_authority_has_the_partitions_that_its_id_leads(string? authority, string partition, bool concerned) =>
        Assert.Equal(concerned, new RestoreOrder("b", null, authority, false, false).Concerns(new TableEntity(partition, "1")));

    private static TableEntity Row(string key, object value) => new("halton", key) { ["Value"] = value, ETag = new ETag($"v-{key}") };
}
