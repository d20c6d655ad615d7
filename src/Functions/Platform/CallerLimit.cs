using System.Collections.Concurrent;
using System.Net;
using HubAutomation.Shared.FundingReturns.Model;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// How often a caller may have something done that anybody may ask for. Counted in memory, by each instance of the app for itself, since nothing
/// that is asked without a name may cost more than a number.
/// </summary>
public sealed class CallerLimit(TimeProvider time)
{
    /// <summary>How long asks are counted together.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>How often one caller may ask within it: an office may have one address for all.</summary>
    public const int MostOfOne = 10;

    /// <summary>How often all callers together may.</summary>
    public const int MostOfAll = 300;

    private Counted counted = new(DateTimeOffset.MinValue);

    /// <summary>Counts an ask; whether it may be met.</summary>
    public bool Admits(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var now = time.GetUtcNow();
        var current = counted;
        if (now - current.Since >= Window)
        {
            Interlocked.CompareExchange(ref counted, new Counted(now), current);
            current = counted;
        }

        return current.ByCaller.AddOrUpdate(CallerOf(http), 1, (_, before) => before + 1) <= MostOfOne && Interlocked.Increment(ref current.InAll) <= MostOfAll;
    }

    /// <summary>
    /// Who calls: where the connection comes from, as the worker makes it out; where that is this machine, the last address that a server in front
    /// has added, since what stands before it the caller may have made up. Of IPv6 the network, since each of its users has more addresses than can
    /// be counted.
    /// </summary>
    private static string CallerOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        var last = http.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim();
        if ((address is null || IPAddress.IsLoopback(address)) && IPEndPoint.TryParse(last, out var forwarded))
            address = forwarded.Address;
        return address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address?.MapToIPv4().ToString() ?? "";
    }

    private sealed class Counted(DateTimeOffset since)
    {
        public DateTimeOffset Since => since;

        public ConcurrentDictionary<string, int> ByCaller { get; } = new();

        public int InAll;
    }
}
