using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>
/// The settings in force. What is uploaded to <c>configuration/{authority}/</c> is checked when it is first read; a version
/// with mistakes is reported and the last good one stays in force. Every accepted version is kept, so that a past month can
/// be rebuilt as it was.
/// </summary>
/// <remarks>
/// An upload takes hold within <see cref="PlatformOptions.SettingsMaxAge"/>: thousands of steps in a row must not list the
/// container thousands of times.
/// </remarks>
public sealed class SettingsStore(
    HubStorage storage, SettingsReader reader, AuditTrail audit, PlatformOptions options, TimeProvider time, ILogger<SettingsStore> log)
    : IDisposable
{
    private readonly ConcurrentDictionary<string, Loaded> cache = new();

    // Many steps ask at the same moment after a change: one of them reads and accepts, the others wait for it.
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>The authorities that have a configuration folder.</summary>
    public async Task<IReadOnlyList<string>> AuthoritiesAsync(CancellationToken cancellation)
    {
        var authorities = new List<string>();
        await foreach (var item in storage.Configuration.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", null, cancellation))
        {
            if (item.IsPrefix && item.Prefix.TrimEnd('/') is var authority && Names.IsId(authority) && authority != RunStore.WholeHub)
            {
                authorities.Add(authority);
            }
        }

        return authorities;
    }

    /// <summary>The settings in force today, or null when the authority is unknown or never had a valid configuration.</summary>
    public async Task<AuthoritySettings?> CurrentAsync(string authority, CancellationToken cancellation) => (await StateAsync(authority, cancellation))?.InForce;

    /// <summary>How the configuration of an authority stands; null when it has no folder.</summary>
    public async Task<SettingsState?> StateAsync(string authority, CancellationToken cancellation)
    {
        if (!Names.IsId(authority))
        {
            return null;
        }

        // Who holds it may have more patience with storage than who waits.
        if (!await gate.WaitAsync(StoragePatience.Current ?? Timeout.InfiniteTimeSpan, cancellation))
        {
            throw new TimeoutException("The settings are being read, which takes too long.");
        }

        try
        {
            return await LoadAsync(authority, cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Today's settings with what one capability's file said on a date. Null when the authority is unknown; without it when there was none then.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="file">The file's name without ".json".</param>
    /// <param name="date">The date in London.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<AuthoritySettings?> AsOfAsync(string authority, string file, LocalDate date, CancellationToken cancellation) =>
        await CurrentAsync(authority, cancellation) is { } today && await ReadBundleAsync(authority, cancellation) is { } accepted
            ? reader.WithAsOf(today, file, accepted.Files, date)
            : null;

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task<SettingsState?> LoadAsync(string authority, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (cache.TryGetValue(authority, out var fresh) && now - fresh.CheckedAt < options.SettingsMaxAge)
        {
            return fresh.State;
        }

        var today = time.Today();
        var stamp = new StringBuilder(today.ToString("uuuuMMdd", CultureInfo.InvariantCulture));
        var blobs = new List<string>();
        await foreach (var blob in storage.Configuration.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{authority}/", cancellation))
        {
            blobs.Add(blob.Name);
            stamp.Append(blob.Name).Append(blob.Properties.ETag);
        }

        if (blobs.Count == 0)
        {
            return null;
        }

        if (cache.TryGetValue(authority, out var known) && known.Stamp == stamp.ToString())
        {
            cache[authority] = known with { CheckedAt = now };
            return known.State;
        }

        var files = new Dictionary<string, string>();
        foreach (var (name, file) in blobs.Select(name => (name, name[(authority.Length + 1)..])).Where(blob => SettingsReader.Concerns(blob.Item2)))
        {
            var content = await storage.Configuration.GetBlobClient(name).DownloadContentAsync(cancellation);
            files[file] = Encoding.UTF8.GetString(content.Value.Content.ToMemory().Span).TrimStart('\uFEFF');
        }

        var (settings, problems) = reader.ReadWithLater(authority, files, today);
        settings = settings is not null
            ? await AcceptAsync(settings, files, cancellation)
            : await LastGoodAsync(authority, problems, cancellation);
        var state = new SettingsState(settings, problems);
        cache[authority] = new Loaded(stamp.ToString(), now, state);
        return state;
    }

    private async Task<AuthoritySettings> AcceptAsync(
        AuthoritySettings settings, Dictionary<string, string> files, CancellationToken cancellation)
    {
        var authority = settings.Authority.Id;
        var version = Names.Key([.. files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => new[] { file.Key, file.Value })]);
        if (await ReadBundleAsync(authority, cancellation) is { } last && last.Version == version)
        {
            return settings with { Since = Instant.FromDateTimeOffset(last.AcceptedAt) };
        }

        var now = time.GetUtcNow();
        var bundle = BinaryData.FromObjectAsJson(new Bundle(version, now, files), HubJson.Options);
        var name = $"{authority}/{now.UtcDateTime:yyyyMMddTHHmmssfffZ}.{version}.json";
        await storage.AcceptedConfiguration.GetBlobClient(name).UploadAsync(bundle, overwrite: true, cancellation);
        await storage.AcceptedConfiguration.GetBlobClient($"{authority}/current.json").UploadAsync(bundle, overwrite: true, cancellation);
        await audit.AppendAsync(authority, now, "configuration-accepted", version, null, $"{files.Count} files", cancellation);
        log.ConfigurationAccepted(authority, version);
        return settings with { Since = Instant.FromDateTimeOffset(now) };
    }

    private async Task<AuthoritySettings?> LastGoodAsync(
        string authority, IReadOnlyList<SettingsProblem> problems, CancellationToken cancellation)
    {
        var all = string.Join(Environment.NewLine, problems);
        log.ConfigurationRefused(authority, problems.Count, all);
        var summary = $"{problems.Count} problems; the first: {problems[0]}";
        await audit.AppendAsync(authority, time.GetUtcNow(), "configuration-refused", Names.Key(all), null, summary, cancellation);
        return await ReadBundleAsync(authority, cancellation) is { } last && reader.ReadAccepted(authority, last.Files, time.Today()) is { } settings
            ? settings with { Since = Instant.FromDateTimeOffset(last.AcceptedAt) }
            : null;
    }

    private async Task<Bundle?> ReadBundleAsync(string authority, CancellationToken cancellation)
    {
        try
        {
            BlobDownloadResult found = await storage.AcceptedConfiguration.GetBlobClient($"{authority}/current.json").DownloadContentAsync(cancellation);
            return found.Content.ToObjectFromJson<Bundle>(HubJson.Options);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private sealed record Loaded(string Stamp, DateTimeOffset CheckedAt, SettingsState State);

    // Version: a hash over all files, those of other dates, too.
    private sealed record Bundle(string Version, DateTimeOffset AcceptedAt, Dictionary<string, string> Files);
}
