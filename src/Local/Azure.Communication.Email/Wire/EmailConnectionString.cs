namespace Azure.Communication.Email.Wire;

/// <summary>A connection string of Communication Services: <c>endpoint=https://…;accesskey=…</c>, names in any case.</summary>
internal static class EmailConnectionString
{
    /// <exception cref="ArgumentException">The text is null or empty.</exception>
    /// <exception cref="InvalidOperationException">A part is missing or wrong; the message says which without showing it.</exception>
    public static (Uri Endpoint, AzureKeyCredential Key) Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, "connectionString");
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (pair.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, var value])
                throw new InvalidOperationException("The connection string must be of the form \"endpoint=value;accesskey=value\".");
            if (!settings.TryAdd(name, value))
                throw new InvalidOperationException($"The connection string has '{name}' twice.");
        }

        if (!Uri.TryCreate(Required(settings, "endpoint"), UriKind.Absolute, out var endpoint))
            throw new InvalidOperationException("The endpoint in the connection string is not an absolute address.");
        return (endpoint, new AzureKeyCredential(Required(settings, "accesskey")));
    }

    private static string Required(Dictionary<string, string> settings, string name) =>
        settings.GetValueOrDefault(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"The connection string has no '{name}'.");
}
