using System.Globalization;

namespace Azure.Data.Tables.Sas;

/// <summary>How the parts of a shared access signature are written.</summary>
internal static class SasText
{
    /// <summary>The version whose rules these signatures follow.</summary>
    public const string Version = "2019-07-07";

    public static string Of(TableSasPermissions permissions) => Letters(
        (permissions.HasFlag(TableSasPermissions.Read), 'r'),
        (permissions.HasFlag(TableSasPermissions.Add), 'a'),
        (permissions.HasFlag(TableSasPermissions.Update), 'u'),
        (permissions.HasFlag(TableSasPermissions.Delete), 'd'));

    public static string Of(TableAccountSasPermissions permissions) => Letters(
        (permissions.HasFlag(TableAccountSasPermissions.Read), 'r'),
        (permissions.HasFlag(TableAccountSasPermissions.Write), 'w'),
        (permissions.HasFlag(TableAccountSasPermissions.Delete), 'd'),
        (permissions.HasFlag(TableAccountSasPermissions.List), 'l'),
        (permissions.HasFlag(TableAccountSasPermissions.Add), 'a'),
        (permissions.HasFlag(TableAccountSasPermissions.Update), 'u'));

    public static string Of(TableAccountSasResourceTypes types) => Letters(
        (types.HasFlag(TableAccountSasResourceTypes.Service), 's'),
        (types.HasFlag(TableAccountSasResourceTypes.Container), 'c'),
        (types.HasFlag(TableAccountSasResourceTypes.Object), 'o'));

    public static string Of(TableSasProtocol protocol) => protocol switch
    {
        TableSasProtocol.None => "",
        TableSasProtocol.HttpsAndHttp => "https,http",
        TableSasProtocol.Https => "https",
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Not a protocol of shared access signatures."),
    };

    /// <summary>To the second, in UTC; empty for no time.</summary>
    public static string Of(DateTimeOffset time) =>
        time == default ? "" : time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>As a query without question mark, leaving out what is empty.</summary>
    public static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var parts = new List<string>();
        foreach (var (name, value) in parameters)
            if (!string.IsNullOrEmpty(value))
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        return string.Join('&', parts);
    }

    private static string Letters(params ReadOnlySpan<(bool IsAllowed, char Letter)> choices)
    {
        var letters = "";
        foreach (var (isAllowed, letter) in choices)
            if (isAllowed)
                letters += letter;
        return letters;
    }
}
