using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>Names a version of a month's return. Flat, so that workflows can carry it.</summary>
/// <param name="Authority">The authority's id.</param>
/// <param name="Month">The month that is returned, as "2026-10".</param>
/// <param name="Version">1 for the first.</param>
public sealed record ReturnRef(string Authority, string Month, int Version) : IReturnFolder
{
    /// <summary>The month.</summary>
    [JsonIgnore]
    public YearMonth YearMonth => YearMonthPattern.Iso.Parse(Month).GetValueOrThrow();

    /// <summary>As rows are named: "2026-10.001".</summary>
    [JsonIgnore]
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Month}.{Version:D3}");

    /// <summary>Partition of its lines and findings.</summary>
    [JsonIgnore]
    public string Partition => $"{Authority}.{Key}";

    /// <summary>Where its blobs are in container <c>returns</c>, with a slash at the end.</summary>
    [JsonIgnore]
    public string Folder => string.Create(CultureInfo.InvariantCulture, $"{Authority}/{Month}/v{Version}/");

    /// <summary>As people say it: "October 2026", "October 2026, version 2".</summary>
    [JsonIgnore]
    public string Words => Version == 1 ? MonthSpan.Name(YearMonth) : string.Create(CultureInfo.InvariantCulture, $"{MonthSpan.Name(YearMonth)}, version {Version}");

    /// <summary>The other way round from <see cref="Key"/>; null for anything else.</summary>
    public static ReturnRef? Parse(string authority, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Split('.') is [var month, var version] && YearMonthPattern.Iso.Parse(month).Success
            && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new ReturnRef(authority, month, number) : null;
    }
}
