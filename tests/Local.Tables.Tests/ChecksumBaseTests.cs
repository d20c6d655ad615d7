using System.Buffers.Binary;
using System.IO.Hashing;

namespace HubAutomation.Local.Tables.Tests;

public sealed class ChecksumBaseTests
{
    private readonly Sum sum = new();

    [Fact]
    public async Task Spans_arrays_and_streams_are_added_in_order()
    {
        sum.Append([1, 2]);
        sum.Append((byte[])[3]);
        sum.Append(new MemoryStream(new byte[10_000]));
        await sum.AppendAsync(new MemoryStream([4]));

        Assert.Equal(10, BinaryPrimitives.ReadInt32BigEndian(sum.GetCurrentHash()));
        Assert.Equal(10_004, sum.Length);
    }

    [Fact]
    public void The_checksum_can_be_read_again_until_it_is_reset()
    {
        sum.Append([5]);

        Assert.Equal(sum.GetCurrentHash(), sum.GetHashAndReset());
        Assert.Equal(new byte[4], sum.GetCurrentHash());
    }

    [Fact]
    public void A_destination_that_is_too_short_is_left_alone()
    {
        sum.Append([5]);
        var tooShort = new byte[3];

        Assert.False(sum.TryGetCurrentHash(tooShort, out var written));
        Assert.False(sum.TryGetHashAndReset(tooShort, out _));
        Assert.Throws<ArgumentException>(() => sum.GetCurrentHash(tooShort));
        Assert.Throws<ArgumentException>(() => sum.GetHashAndReset(tooShort));
        Assert.Equal((0, new byte[3]), (written, tooShort), (left, right) => left.Item1 == right.Item1 && left.Item2.SequenceEqual(right.Item2));
    }

    [Fact]
    public void A_destination_may_be_longer_than_the_checksum()
    {
        sum.Append([5]);
        var destination = new byte[6];

        Assert.True(sum.TryGetCurrentHash(destination, out var written));
        Assert.Equal(4, written);
        Assert.Equal(4, sum.GetHashAndReset(destination));
        Assert.Equal([0, 0, 0, 5, 0, 0], destination);
    }

    [Fact]
    public void A_checksum_has_a_length() => Assert.Throws<ArgumentOutOfRangeException>(() => new Sum(0));

    /// <summary>The simplest checksum there is.</summary>
    private sealed class Sum(int length = 4) : NonCryptographicHashAlgorithm(length)
    {
        private int total;

        public int Length { get; private set; }

        public override void Append(ReadOnlySpan<byte> source)
        {
            Length += source.Length;
            foreach (var value in source)
                total += value;
        }

        public override void Reset() => total = 0;

        protected override void GetCurrentHashCore(Span<byte> destination) => BinaryPrimitives.WriteInt32BigEndian(destination, total);
    }
}
