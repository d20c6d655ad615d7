#nullable disable

using System.ComponentModel;
using System.Net;

namespace Azure.Data.Tables.Sas;

/// <summary>Addresses that a signature can be used from: one, or all from the first to the last.</summary>
public readonly struct TableSasIPRange : IEquatable<TableSasIPRange>
{
    private readonly IPAddress start;
    private readonly IPAddress end;

    /// <param name="start">The first address, or the only one; null for any.</param>
    /// <param name="end">The last address; null where there is one.</param>
    public TableSasIPRange(IPAddress start, IPAddress end = null)
    {
        this.start = start ?? IPAddress.None;
        this.end = end ?? IPAddress.None;
    }

    /// <summary><see cref="IPAddress.None"/> for any.</summary>
    public IPAddress Start => start ?? IPAddress.None;

    /// <summary><see cref="IPAddress.None"/> where there is one.</summary>
    public IPAddress End => end ?? IPAddress.None;

    /// <summary>Reads <c>10.0.0.1</c> or <c>10.0.0.1-10.0.0.9</c>.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static TableSasIPRange Parse(string s) => s.Split('-', 2, StringSplitOptions.TrimEntries) switch
    {
        [var first, var last] => new(IPAddress.Parse(first), IPAddress.Parse(last)),
        [var only] => new(IPAddress.Parse(only)),
        _ => throw new FormatException(),
    };

    public static bool operator ==(TableSasIPRange left, TableSasIPRange right) => left.Equals(right);

    public static bool operator !=(TableSasIPRange left, TableSasIPRange right) => !left.Equals(right);

    public bool Equals(TableSasIPRange other) => Start.Equals(other.Start) && End.Equals(other.End);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object obj) => obj is TableSasIPRange other && Equals(other);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => HashCode.Combine(Start, End);

    /// <summary>As it stands in a signature; empty for any.</summary>
    public override string ToString() =>
        Start.Equals(IPAddress.None) ? "" : End.Equals(IPAddress.None) ? Start.ToString() : $"{Start}-{End}";
}
