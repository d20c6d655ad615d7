using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retries, diagnostics and transport of the table clients, and the version of the service's protocol.</summary>
public class TableClientOptions : ClientOptions
{
    /// <exception cref="ArgumentOutOfRangeException">The version is none of <see cref="ServiceVersion"/>.</exception>
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        VersionText = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion), serviceVersion, "Not a version of the table service."),
        };
        foreach (var name in (string[])["x-ms-version", "x-ms-error-code", "DataServiceVersion", "Prefer", "Preference-Applied",
            "x-ms-continuation-NextTableName", "Access-Control-Allow-Origin", "X-Content-Type-Options"])
            Diagnostics.LoggedHeaderNames.Add(name);
        foreach (var name in (string[])["$format", "$filter", "$top", "$select"])
            Diagnostics.LoggedQueryParameters.Add(name);
    }

    /// <summary>Whom a token is asked for; null for the public cloud.</summary>
    public TableAudience? Audience { get; set; }

    /// <summary>As the service wants it in <c>x-ms-version</c>.</summary>
    internal string VersionText { get; }

    /// <summary>Versions of the table service's protocol.</summary>
#pragma warning disable CA1707 // The names are those of the real package.
    public enum ServiceVersion
    {
        /// <summary>Of 2 February 2019.</summary>
        V2019_02_02 = 1,

        /// <summary>Of 6 December 2020, the first with Microsoft Entra tokens.</summary>
        V2020_12_06 = 2,
    }
#pragma warning restore CA1707
}
