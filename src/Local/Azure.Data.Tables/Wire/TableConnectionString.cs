namespace Azure.Data.Tables.Wire;

/// <summary>
/// A storage connection string: <c>Name=value</c> pairs with semicolons between them, names in any case.
/// Source: "Configure Azure Storage connection strings".
/// </summary>
/// <param name="Endpoint">The table service, with the shared access signature if there is one.</param>
/// <param name="Key">The account and its key, if there is one.</param>
internal sealed record TableConnectionString(TableEndpoint Endpoint, TableSharedKeyCredential? Key)
{
    private const string EmulatorAccount = "devstoreaccount1";
    private const int EmulatorPort = 10002;

    // The emulator's published key, the same on every machine.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="ArgumentException">The text is null or empty.</exception>
    /// <exception cref="InvalidOperationException">The text is no connection string of a table service; the message says what is wrong without showing it.</exception>
    public static TableConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, "connectionString");
        var settings = Settings(text);
        return Emulator(settings) ?? Explicit(settings) ?? ByName(settings)
            ?? throw new InvalidOperationException("No valid combination of account information found.");
    }

    private static Dictionary<string, string> Settings(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is not [{ Length: > 0 } name, var value])
                throw new InvalidOperationException("Settings must be of the form \"name=value\".");
            if (!settings.TryAdd(name, value))
                throw new InvalidOperationException($"Duplicate setting '{name}' found.");
        }
        return settings;
    }

    private static TableConnectionString? Emulator(Dictionary<string, string> settings)
    {
        if (!string.Equals(settings.GetValueOrDefault("UseDevelopmentStorage"), "true", StringComparison.OrdinalIgnoreCase))
            return null;
        var proxy = settings.TryGetValue("DevelopmentStorageProxyUri", out var address) ? Address(address) : new Uri("http://127.0.0.1");
        var endpoint = new UriBuilder(proxy.Scheme, proxy.Host, EmulatorPort, EmulatorAccount).Uri;
        return new(new TableEndpoint(endpoint), new TableSharedKeyCredential(EmulatorAccount, EmulatorKey));
    }

    private static TableConnectionString? Explicit(Dictionary<string, string> settings) =>
        settings.TryGetValue("TableEndpoint", out var endpoint) ? Of(Address(endpoint), settings) : null;

    private static TableConnectionString? ByName(Dictionary<string, string> settings)
    {
        if (!settings.TryGetValue("AccountName", out var account) || account.Length == 0)
            return null;
        var scheme = settings.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = settings.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return Of(Address($"{scheme}://{account}.table.{suffix}"), settings);
    }

    private static TableConnectionString? Of(Uri endpoint, Dictionary<string, string> settings)
    {
        if (settings.TryGetValue("AccountKey", out var key) && settings.TryGetValue("AccountName", out var account))
            return new(new TableEndpoint(endpoint), Credential(account, key));
        return settings.TryGetValue("SharedAccessSignature", out var signature)
            ? new(new TableEndpoint(new UriBuilder(endpoint) { Query = signature.TrimStart('?') }.Uri), null)
            : null;
    }

    private static TableSharedKeyCredential Credential(string account, string key)
    {
        try
        {
            return new TableSharedKeyCredential(account, key);
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException("The setting 'AccountKey' is not base64.", exception);
        }
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException("An endpoint in the connection string is not an absolute address.");
}
