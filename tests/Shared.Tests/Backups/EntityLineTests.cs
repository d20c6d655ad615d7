using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.Backups;
using HubAutomation.Shared.Tests.Timetables.Publishing;

namespace HubAutomation.Shared.Tests.Backups;

/// <summary>An entity as a line of a backup.</summary>
public sealed class EntityLineTests
{
    [Fact]
    public void Types_that_JSON_cannot_tell_stand_beside_their_values_and_names_are_in_order()
    {
        var entity = new TableEntity("halton", "1")
        {
            ["Whole"] = 5.0,
            ["Count"] = 5L,
            ["Number"] = 5,
            ["At"] = new DateTimeOffset(2026, 9, 14, 9, 0, 0, TimeSpan.FromHours(1)),
            ["Nothing"] = null,
            ["Timestamp"] = DateTimeOffset.UnixEpoch,
        };

        Assert.Equal(
            """{"At@odata.type":"Edm.DateTime","At":"2026-09-14T08:00:00.0000000Z","Count@odata.type":"Edm.Int64","Count":"5","Number":5,"PartitionKey":"halton","RowKey":"1","Whole@odata.type":"Edm.Double","Whole":"5"}""",
            Encoding.UTF8.GetString(EntityLine.Write(entity).Span));
    }

    [Fact]
    public void Whatever_a_table_holds_comes_back_as_it_was()
    {
        var values = ArbMap.Default.GeneratorFor<(NonNull<string>, int, long, double, bool, Guid, byte[], DateTime)>();
        Prop.ForAll(values.ToArbitrary(), value =>
        {
            var (text, number, large, real, flag, id, bytes, moment) = value;
            var entity = new TableEntity("p", "r")
            {
                ["Text"] = WithoutHalfCharacters(text.Get),
                ["Number"] = number,
                ["Large"] = large,
                ["Real"] = real,
                ["Flag"] = flag,
                ["Id"] = id,
                ["Bytes"] = bytes ?? [],
                ["Moment"] = new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
            };

            var line = EntityLine.Write(entity);
            var back = EntityLine.Read(line);

            Assert.Equal(entity.Keys.Order(), back.Keys.Order());
            Assert.All(entity, property => Assert.IsType(property.Value.GetType(), back[property.Key]));
            Assert.All(entity, property => Assert.Equal(property.Value, back[property.Key]));
            Assert.Equal(BitConverter.DoubleToInt64Bits(real), BitConverter.DoubleToInt64Bits(back.GetDouble("Real")!.Value));
            Assert.DoesNotContain((byte)'\n', line.ToArray());
        }).Check(Properties.Repeatable);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","List":[]}""")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.Point","A":"1"}""")]
    public void A_line_that_is_no_entity_is_refused(string line) =>
        Assert.ThrowsAny<JsonException>(() => EntityLine.Read(Encoding.UTF8.GetBytes(line)));

    // Tables hold XML characters; half of a pair is none.
    private static string WithoutHalfCharacters(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
