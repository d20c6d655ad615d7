using System.Security.Cryptography;
using System.Text;

namespace HubAutomation.Shared.FundingReturns.Sources.People;

/// <summary>
/// Numbers people from 0 in the order in which they are met. Keeps 128 bits of a hash for each, neither their ids nor the way back to
/// these. Ids are the same whatever the case of their letters.
/// </summary>
internal sealed class PeopleNumbers
{
    private const int UsualLength = 64;

    private readonly Dictionary<UInt128, int> numbers = [];

    /// <summary>How many people were met.</summary>
    public int Count => numbers.Count;

    /// <summary>The number of a person.</summary>
    public int Of(string person)
    {
        var key = Key(person);
        if (!numbers.TryGetValue(key, out var number))
            numbers[key] = number = numbers.Count;
        return number;
    }

    private static UInt128 Key(string person)
    {
        Span<char> folded = person.Length <= UsualLength ? stackalloc char[UsualLength] : new char[person.Length];
        folded = folded[..person.AsSpan().ToUpperInvariant(folded)];
        var size = Encoding.UTF8.GetByteCount(folded);
        Span<byte> bytes = size <= 3 * UsualLength ? stackalloc byte[3 * UsualLength] : new byte[size];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(folded, bytes)], hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
