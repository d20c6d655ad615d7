using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Published;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Shared.Timetables.Publishing;

/// <summary>What a publication did.</summary>
/// <param name="Covered">True when an earlier publication had everything already.</param>
/// <param name="Sessions">Sessions told.</param>
/// <param name="Documents">Documents in all.</param>
/// <param name="Changed">Documents that are different from before.</param>
/// <param name="Refusal">Why nothing was published; null when something was.</param>
/// <param name="Configuration">That what was uploaded as configuration is refused, and where its mistakes are; null when it is in force.</param>
public sealed record PublicationReport(bool Covered, int Sessions, int Documents, int Changed, string? Refusal = null, string? Configuration = null) : IJournalled
{
    /// <summary>Nothing was left to do: this publication has everything.</summary>
    public static PublicationReport CoveredBy(PublicationManifest manifest) => new(true, manifest.Sessions, manifest.Documents.Count, 0);

    /// <inheritdoc/>
    [JsonIgnore]
    public string JournalLine => Refusal ?? (Covered
        ? "published by another run"
        : string.Create(CultureInfo.InvariantCulture, $"{Sessions} sessions in {Documents} documents, {Changed} of them new"));
}

/// <summary>Renders an authority's timetables and makes them what families see, all at once.</summary>
public sealed class TimetablePublisher(
    HubStorage storage, SettingsStore settings, SessionCatalogue catalogue, PublishTickets tickets,
    PlatformOptions options, TimeProvider time, ILogger<TimetablePublisher> log)
{
    private static readonly TimeSpan KeepReplaced = TimeSpan.FromMinutes(10);

    // Steps of one process wait for each other, since the first usually publishes for all. Between processes the manifest's
    // ETag decides.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new();
    private readonly ConcurrentDictionary<string, PublicationManifest> latest = new();

    /// <summary>Publishes unless a publication since the ticket was taken has done so.</summary>
    public async Task<PublicationReport> PublishAsync(string authority, long ticket, CancellationToken cancellation)
    {
        var state = await settings.StateAsync(authority, cancellation);
        if (state?.InForce is not { } current)
        {
            return new PublicationReport(false, 0, 0, 0, $"Not published: {authority} has no valid configuration.", state?.Sentence);
        }

        var gate = gates.GetOrAdd(authority, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                if (await TryPublishAsync(current, ticket, cancellation) is { } report)
                {
                    return report with { Configuration = state.Sentence };
                }
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<PublicationReport?> TryPublishAsync(AuthoritySettings current, long ticket, CancellationToken cancellation)
    {
        var authority = current.Authority.Id;
        var today = time.Today();
        bool Covers(PublicationManifest? manifest) =>
            manifest is not null && manifest.Ticket >= ticket && manifest.SettingsVersion == current.Version && manifest.Date == today;

        // What was published only ever covers more: when the last manifest seen here does, nobody needs to be asked.
        if (latest.TryGetValue(authority, out var seen) && Covers(seen))
        {
            return PublicationReport.CoveredBy(seen);
        }

        var (standing, version) = await PublishedTimetables.LoadManifestAsync(storage, authority, cancellation);
        if (standing is not null && Covers(standing))
        {
            latest[authority] = standing;
            return PublicationReport.CoveredBy(standing);
        }

        var covers = await tickets.LastAsync(authority, cancellation);
        var sessions = await catalogue.PublishedAsync(current, cancellation);
        if (sessions is null)
        {
            return new PublicationReport(false, 0, 0, 0, string.Create(
                CultureInfo.InvariantCulture,
                $"Not published: the authority has more than {current.Authority.MostSessions} sessions, so a wrong file must have been taken in. Withdraw it, or raise \"mostSessions\" in authority.json if they are right; families see what they saw before."));
        }

        var documents = new Dictionary<string, ManifestDocument>();
        var changed = 0;
        foreach (var document in TimetableDocuments.Render(current, sessions, today, options.PublicBaseUrl))
        {
            using var content = TemporaryFile.Create();
            document.WriteTo(content);
            content.Position = 0;
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
            if (standing?.Documents.GetValueOrDefault(document.Path) is { } same && same.Hash == hash)
            {
                documents[document.Path] = same;
                continue;
            }

            changed++;
            content.Position = 0;
            await PublishedTimetables.Content(storage, authority, hash).UploadAsync(content, overwrite: true, cancellation);
            documents[document.Path] = new ManifestDocument(hash, document.ContentType, WholeSeconds(time.GetUtcNow()));
        }

        var now = time.GetUtcNow();
        var gone = (standing?.Replaced ?? []).Where(r => !HashesOf(documents).Contains(r.Hash)).ToLookup(r => now - r.At > KeepReplaced);
        var replaced = gone[false].Concat(
            HashesOf(standing?.Documents ?? documents).Except(HashesOf(documents)).Select(hash => new ReplacedDocument(hash, now))).ToList();
        var manifest = new PublicationManifest(covers, current.Version, today, sessions.Count, documents, replaced);
        if (!await TrySwapAsync(authority, manifest, version, cancellation))
        {
            return null;
        }

        latest[authority] = manifest;
        foreach (var old in gone[true])
        {
            await DeleteAsync(authority, old.Hash, now, cancellation);
        }

        log.Published(authority, documents.Count, changed, covers);
        return new PublicationReport(false, sessions.Count, documents.Count, changed);
    }

    private async Task<bool> TrySwapAsync(string authority, PublicationManifest manifest, ETag? version, CancellationToken cancellation)
    {
        var conditions = version is { } etag ? new BlobRequestConditions { IfMatch = etag } : new BlobRequestConditions { IfNoneMatch = ETag.All };
        try
        {
            await PublishedTimetables.Manifest(storage, authority).UploadAsync(
                BinaryData.FromObjectAsJson(manifest, HubJson.Options), new BlobUploadOptions { Conditions = conditions }, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task DeleteAsync(string authority, string hash, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            var untouched = new BlobRequestConditions { IfUnmodifiedSince = now - KeepReplaced };
            await PublishedTimetables.Content(storage, authority, hash).DeleteIfExistsAsync(conditions: untouched, cancellationToken: cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Another publication has just written the same content again: it is needed.
            return;
        }
    }

    private static IEnumerable<string> HashesOf(IReadOnlyDictionary<string, ManifestDocument> documents) =>
        documents.Values.Select(d => d.Hash).Distinct();

    private static DateTimeOffset WholeSeconds(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));
}
