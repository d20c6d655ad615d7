namespace Azure.Data.Tables.Wire;

/// <summary>
/// Address of an account's table service: <c>https://ACCOUNT.table.core.windows.net/</c>, or with the account as the first segment of
/// the path where the host is an address or a name without a dot, as emulators have it.
/// </summary>
internal sealed class TableEndpoint
{
    private readonly string root;
    private readonly bool accountInPath;

    /// <exception cref="ArgumentException">The address is relative.</exception>
    public TableEndpoint(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri)
            throw new ArgumentException("The address of the table service must be absolute.", nameof(address));
        accountInPath = address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || !address.Host.Contains('.', StringComparison.Ordinal);
        root = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        Uri = new Uri(root);
        Signature = address.Query.TrimStart('?');
    }

    /// <summary>Without query and without a slash at the end.</summary>
    public Uri Uri { get; }

    /// <summary>The query that the address was given with: a shared access signature, or empty.</summary>
    public string Signature { get; }

    public string AccountName => accountInPath ? Uri.Segments.ElementAtOrDefault(1)?.TrimEnd('/') ?? "" : Uri.Host.Split('.')[0];

    /// <param name="path">Percent-encoded path below the service.</param>
    public Uri Of(string path) => new($"{root}/{path}");

    /// <summary>Splits the address of a table into those of the service and the table's name.</summary>
    /// <exception cref="ArgumentException">The address names no table.</exception>
    public static (TableEndpoint Service, string Table) OfTable(Uri address)
    {
        var table = new TableEndpoint(address);
        return table.TableSegment is { Length: > 0 } name
            ? (table.Without(name), name)
            : throw new ArgumentException("The address has no table name in its path.", nameof(address));
    }

    /// <summary>The service's address, where this one may already have the table at its end.</summary>
    public TableEndpoint WithoutTable(string name) =>
        string.Equals(TableSegment, name, StringComparison.OrdinalIgnoreCase) ? Without(name) : this;

    /// <exception cref="ArgumentException">What is sent could be read on the way.</exception>
    public void DemandPrivacy(string credential)
    {
        if (Uri.Scheme != System.Uri.UriSchemeHttps && !Uri.IsLoopback)
            throw new ArgumentException($"Cannot use {credential} without HTTPS.");
    }

    private string? TableSegment => Uri.Segments.ElementAtOrDefault(accountInPath ? 2 : 1)?.Trim('/');

    private TableEndpoint Without(string table) =>
        new(new Uri(root[..^table.Length] + (Signature.Length == 0 ? "" : "?" + Signature)));
}
