using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>Addresses that files can be read from without a token, for five minutes.</summary>
internal sealed class DownloadLinks(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (DriveFolder Drive, string Path, DateTimeOffset Until)> _links = new();

    /// <summary>Makes one; what is returned is the last part of its address.</summary>
    public string Make(DriveFolder drive, string path)
    {
        foreach (var (old, link) in _links)
        {
            if (link.Until < time.GetUtcNow())
            {
                _links.TryRemove(old, out _);
            }
        }

        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _links[key] = (drive, path, time.GetUtcNow() + Lifetime);
        return key;
    }

    /// <summary>What an address leads to; null when it is over or never was.</summary>
    public (DriveFolder Drive, string Path)? Find(string key) =>
        _links.TryGetValue(key, out var link) && link.Until >= time.GetUtcNow() ? (link.Drive, link.Path) : null;
}
