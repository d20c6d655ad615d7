using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace HubAutomation.Local.Tables.Tests;

[Collection(TableTests.Name)]
public sealed class EntityTests(TableFixture storage)
{
    private static readonly DateTimeOffset Precise = new DateTimeOffset(2026, 9, 14, 9, 30, 0, TimeSpan.FromHours(1)).AddTicks(1234567);

    [Fact]
    public async Task Each_type_of_the_data_model_comes_back_with_type_and_precision()
    {
        var table = await storage.NewTableAsync();
        var sent = new TableEntity("halton", "widnes")
        {
            ["String"] = "Stay & Play – ünïcode 😀 \"quoted\"\r\n\t{}",
            ["Empty"] = "",
            ["Boolean"] = true,
            ["Int32"] = int.MinValue,
            ["Int64"] = long.MaxValue,
            ["Double"] = Math.PI,
            ["Whole double"] = 5.0,
            ["Large double"] = double.MaxValue,
            ["Small double"] = double.Epsilon,
            ["NaN"] = double.NaN,
            ["Infinity"] = double.PositiveInfinity,
            ["Minus infinity"] = double.NegativeInfinity,
            ["Guid"] = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
            ["Time"] = Precise,
            ["Bytes"] = new byte[] { 0, 1, 254, 255 },
        };

        await table.AddEntityAsync(sent);
        var read = (await table.GetEntityAsync<TableEntity>("halton", "widnes")).Value;

        Assert.All(sent, property => Assert.Equal(property.Value, read[property.Key]));
        Assert.Equal(Precise.UtcDateTime, read.GetDateTime("Time"));
        Assert.Equal(sent.GetBinary("Bytes"), read.GetBinaryData("Bytes").ToArray());
        Assert.InRange(read.Timestamp!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.StartsWith("W/\"datetime'", read.ETag.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typed_entity_comes_back_as_it_was()
    {
        var table = await storage.NewTableAsync();
        var sent = new Session
        {
            PartitionKey = "halton|timetables",
            RowKey = "widnes|baby-massage",
            Name = "Baby massage",
            Places = 12,
            Views = long.MinValue,
            Hits = 9_000_000_000_000_000_000,
            Cost = 2.5,
            IsBooked = true,
            Id = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"),
            StartsAt = Precise,
            EndsAt = Precise.UtcDateTime.AddHours(1),
            Picture = [1, 2, 3],
            Leaflet = new BinaryData("leaflet"),
            Strand = Strand.ParentingSupport,
            NextStrand = Strand.HomeLearning,
            Withdrawn = null,
            FieldNote = "a field",
            Secret = "not stored",
        };

        await table.AddEntityAsync(sent);
        var read = (await table.GetEntityAsync<Session>(sent.PartitionKey, sent.RowKey)).Value;
        var stored = (await table.GetEntityAsync<TableEntity>(sent.PartitionKey, sent.RowKey)).Value;

        Assert.Equivalent(new
        {
            sent.Name,
            sent.Places,
            sent.Views,
            sent.Hits,
            sent.Cost,
            sent.IsBooked,
            sent.Id,
            StartsAt = Precise.ToUniversalTime(),
            sent.EndsAt,
            sent.Picture,
            sent.Strand,
            sent.NextStrand,
            sent.Withdrawn,
            sent.FieldNote,
            Secret = (string?)null,
        }, read);
        Assert.Equal("leaflet", read.Leaflet!.ToString());
        Assert.Equal(DateTimeKind.Utc, read.EndsAt.Kind);
        Assert.Equal("ParentingSupport", stored["Strand"]);
        Assert.Equal("Baby massage", stored["session_name"]);
        Assert.DoesNotContain("Secret", stored.Keys);
        Assert.DoesNotContain("Withdrawn", stored.Keys);
        Assert.Equal("Baby massage (12)", stored["Summary"]);
    }

    [Fact]
    public async Task Keys_that_are_implemented_explicitly_are_sent_and_read()
    {
        var table = await storage.NewTableAsync();

        await table.AddEntityAsync(new Hub("widnes") { Phone = "0151 000 0000" });
        var read = (await table.GetEntityAsync<Hub>("hubs", "widnes")).Value;

        Assert.Equal(("widnes", "0151 000 0000"), (read.Code, read.Phone));
        Assert.NotEqual(default, ((ITableEntity)read).ETag);
    }

    [Fact]
    public async Task What_the_service_cannot_store_is_refused_before_it_is_sent()
    {
        var table = await storage.NewTableAsync();

        async Task<string> RefusalOf(object value) => (await Assert.ThrowsAsync<NotSupportedException>(() =>
            table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = value }))).Message;

        Assert.Contains("Unspecified", await RefusalOf(new DateTime(2026, 9, 14)), StringComparison.Ordinal);
        Assert.Contains("Enum values", await RefusalOf(Strand.HomeLearning), StringComparison.Ordinal);
        Assert.Contains("System.Decimal", await RefusalOf(1.5m), StringComparison.Ordinal);
        Assert.Contains("System.TimeSpan", await RefusalOf(TimeSpan.Zero), StringComparison.Ordinal);
        Assert.Contains("'Value'", await RefusalOf(new List<string>()), StringComparison.Ordinal);
        Assert.Empty(table.Query<TableEntity>());
    }

    [Fact]
    public async Task A_stored_value_that_does_not_fit_the_property_is_named()
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Places"] = true });

        var misfit = await Assert.ThrowsAsync<InvalidOperationException>(() => table.GetEntityAsync<Session>("p", "r"));

        Assert.Equal("The stored value of 'Places' is a True and cannot be read as System.Int32.", misfit.Message);
    }

    [Fact]
    public async Task Merging_keeps_and_replacing_drops_what_is_not_sent()
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Kept"] = 1, ["Changed"] = 1 });

        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["Changed"] = 2, ["Kept"] = null });
        var merged = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["Changed"] = 3 }, TableUpdateMode.Replace);
        var replaced = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal((1, 2), (merged.GetInt32("Kept"), merged.GetInt32("Changed")));
        Assert.Equal((null, 3), (replaced.GetInt32("Kept"), replaced.GetInt32("Changed")));
    }

    [Fact]
    public async Task Only_the_selected_properties_are_read()
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "Rhyme time", ["Notes"] = "long" });

        var read = (await table.GetEntityAsync<TableEntity>("p", "r", ["RowKey", "Name"])).Value;
        var listed = Assert.Single(table.Query<TableEntity>(select: ["RowKey", "Name"]));

        Assert.Equal(["Name", "RowKey", "odata.etag"], read.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["Name", "RowKey", "odata.etag"], listed.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_missing_entity_is_a_failure_for_GetEntity_and_an_answer_for_GetEntityIfExists_and_DeleteEntity()
    {
        var table = await storage.NewTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"));
        var answer = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");
        var deletion = await table.DeleteEntityAsync("p", "r");

        Assert.Equal((404, "ResourceNotFound"), (failure.Status, failure.ErrorCode));
        Assert.False(answer.HasValue);
        Assert.Equal(404, answer.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => answer.Value);
        Assert.Equal((404, false), (deletion.Status, deletion.IsError));
    }

    [Fact]
    public void A_whole_number_put_where_a_double_or_long_is_keeps_the_type()
    {
        var entity = new TableEntity { ["Cost"] = 1.5, ["Views"] = 1L, ["Places"] = 1 };

        entity["Cost"] = 2;
        entity["Views"] = 2;
        entity["Places"] = "two";

        Assert.Equal((2.0, 2L, "two"), (entity.GetDouble("Cost"), entity.GetInt64("Views"), entity.GetString("Places")));
        Assert.Throws<InvalidOperationException>(() => entity.GetInt32("Places"));
        Assert.Null(entity.GetGuid("Absent"));
    }

    public enum Strand
    {
        ParentingSupport,
        HomeLearning,
    }

    public sealed class Session : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        [DataMember(Name = "session_name")]
        public string? Name { get; set; }

        public int Places { get; set; }

        public long Views { get; set; }

        public ulong Hits { get; set; }

        public double Cost { get; set; }

        public bool? IsBooked { get; set; }

        public Guid Id { get; set; }

        public DateTimeOffset StartsAt { get; set; }

        public DateTime EndsAt { get; set; }

        public byte[]? Picture { get; set; }

        public BinaryData? Leaflet { get; set; }

        public Strand Strand { get; set; }

        public Strand? NextStrand { get; set; }

        public DateTimeOffset? Withdrawn { get; set; }

        public string Summary => $"{Name} ({Places})";

        [IgnoreDataMember]
        public string? Secret { get; set; }

#pragma warning disable CA1051 // Public fields are stored too.
        public string? FieldNote;
#pragma warning restore CA1051
    }

    public sealed class Hub : ITableEntity
    {
        public Hub()
        {
        }

        public Hub(string code) => Code = code;

        [IgnoreDataMember]
        public string Code { get; private set; } = "";

        public string? Phone { get; set; }

        string ITableEntity.PartitionKey { get; set; } = "hubs";

        string ITableEntity.RowKey { get => Code; set => Code = value; }

        DateTimeOffset? ITableEntity.Timestamp { get; set; }

        ETag ITableEntity.ETag { get; set; }
    }
}
