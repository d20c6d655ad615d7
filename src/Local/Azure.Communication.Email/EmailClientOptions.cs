using Azure.Core;

namespace Azure.Communication.Email;

/// <summary>Retries, diagnostics and transport of the mail client, and the version of the service's operations.</summary>
public class EmailClientOptions : ClientOptions
{
    /// <exception cref="ArgumentOutOfRangeException">The version is none of <see cref="ServiceVersion"/>.</exception>
    public EmailClientOptions(ServiceVersion version = ServiceVersion.V2025_09_01)
    {
        VersionText = version switch
        {
            ServiceVersion.V2021_10_01_Preview => "2021-10-01-preview",
            ServiceVersion.V2023_01_15_Preview => "2023-01-15-preview",
            ServiceVersion.V2023_03_31 => "2023-03-31",
            ServiceVersion.V2024_07_01_Preview => "2024-07-01-preview",
            ServiceVersion.V2025_09_01 => "2025-09-01",
            _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Not a version of the mail service."),
        };
    }

    /// <summary>As the service wants it in <c>api-version</c>.</summary>
    internal string VersionText { get; }

    /// <summary>Versions of the service's operations.</summary>
#pragma warning disable CA1707, CA1008 // The names and numbers are those of the real package.
    public enum ServiceVersion
    {
        /// <summary>Of 1 October 2021, a preview.</summary>
        V2021_10_01_Preview = 1,

        /// <summary>Of 15 January 2023, a preview.</summary>
        V2023_01_15_Preview = 2,

        /// <summary>Of 31 March 2023.</summary>
        V2023_03_31 = 3,

        /// <summary>Of 1 July 2024, a preview.</summary>
        V2024_07_01_Preview = 4,

        /// <summary>Of 1 September 2025.</summary>
        V2025_09_01 = 5,
    }
#pragma warning restore CA1707, CA1008
}
