using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace HubAutomation.Local.Tables.Tests;

[Collection(TableTests.Name)]
public sealed class EntityProperties(TableFixture storage)
{
    private static readonly Gen<object> Values = Gen.OneOf(
        Boxed(ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => Storable(text.Get))),
        Boxed(ArbMap.Default.GeneratorFor<bool>()),
        Boxed(Gen.OneOf(ArbMap.Default.GeneratorFor<int>(), Gen.Elements(int.MinValue, int.MaxValue))),
        Boxed(Gen.OneOf(ArbMap.Default.GeneratorFor<long>(), Gen.Elements(long.MinValue, long.MaxValue, 1L << 53, (1L << 53) + 1))),
        Boxed(Gen.OneOf(ArbMap.Default.GeneratorFor<double>(), Gen.Elements(double.MaxValue, double.Epsilon, 1e16, 1e-7, 123456789012345680.0, 0.1)).Select(WithoutMinusZero)),
        Boxed(ArbMap.Default.GeneratorFor<Guid>()),
        Boxed(ArbMap.Default.GeneratorFor<byte[]>()),
        Boxed(from day in Gen.Choose(0, 3_000_000) from ticks in ArbMap.Default.GeneratorFor<ulong>() select At(day, ticks)));

    private static readonly Gen<Dictionary<string, object>> Entities =
        from names in Gen.Elements("Name", "naïve", "_underscore", "Property1", "Émile", "PartitionKeyOf", "x", "Long" + new string('n', 100)).NonEmptyListOf()
        from values in Values.ListOf(names.Count)
        select names.Zip(values).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);

    [Fact]
    public async Task Any_entity_comes_back_as_it_was()
    {
        var table = await storage.NewTableAsync();

        Prop.ForAll(Entities.ListOf(20).ToArbitrary(), entities =>
        {
            var partition = Guid.NewGuid().ToString();
            table.SubmitTransaction(entities.Select((properties, row) =>
                new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(properties) { PartitionKey = partition, RowKey = $"{row:D3}" })));

            var read = table.Query<TableEntity>(entity => entity.PartitionKey == partition).ToArray();

            Assert.Equal(entities.Count, read.Length);
            foreach (var (sent, received) in entities.Zip(read))
                Assert.All(sent, property => Assert.Equal(property.Value, received[property.Key]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    private static Gen<object> Boxed<T>(Gen<T> values)
        where T : notnull =>
        values.Select(value => (object)value);

    /// <summary>Half of a surrogate pair is no text; the service stores it as U+FFFD.</summary>
    private static string Storable(string text) => new([.. text.Where(character => !char.IsSurrogate(character))]);

    /// <summary>The emulator's JSON has no minus zero.</summary>
    private static double WithoutMinusZero(double value) => value == 0 ? 0 : value;

    private static DateTimeOffset At(int day, ulong ticks) =>
        new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day).AddTicks((long)(ticks % TimeSpan.TicksPerDay));
}
