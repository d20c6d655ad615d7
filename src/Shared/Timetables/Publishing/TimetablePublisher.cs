using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Shared.Timetables.Publishing;

/// <summary>What a publication did.</summary>
/// <param name="Covered">True when an earlier publication had everything already.</param>
/// <param name="Sessions">Sessions told.</param>
/// <param name="Documents">Documents in all.</param>
/// <param name="Changed">Documents that are different from before.</param>
/// <param name="Refusal">Why nothing was published; null when something was.</param>
public sealed record PublicationReport(bool Covered, int Sessions, int Documents, int Changed, string? Refusal = null) : IJournalled
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string JournalLine => Refusal ?? (Covered
        ? "published by another run"
        : string.Create(CultureInfo.InvariantCulture, $"{Sessions} sessions in {Documents} documents, {Changed} of them new"));
}

/// <summary>Renders an authority's timetables and makes them what families see, all at once.</summary>
public sealed class TimetablePublisher(
    HubStorage storage, SettingsStore settings, SessionCatalogue catalogue, PublishTickets tickets,
    IConfiguration configuration, TimeProvider time, ILogger<TimetablePublisher> log)
{
    // Steps of one process wait for each other, since the first usually publishes for all. Between processes the manifest's
    // ETag decides.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new();

    /// <summary>Publishes unless a publication since the ticket was taken has done so.</summary>
    public async Task<PublicationReport> PublishAsync(string authority, long ticket, CancellationToken cancellation)
    {
        var current = await settings.CurrentAsync(authority, cancellation)
            ?? throw new InvalidOperationException($"Authority \"{authority}\" has no valid configuration.");
        var gate = gates.GetOrAdd(authority, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                if (await TryPublishAsync(current, ticket, cancellation) is { } report)
                {
                    return report;
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
        var (standing, version) = await PublishedTimetables.LoadManifestAsync(storage, authority, cancellation);
        var today = time.Today();
        if (standing is not null && standing.Ticket >= ticket && standing.SettingsVersion == current.Version && standing.Date == today)
        {
            return new PublicationReport(true, standing.Sessions, standing.Documents.Count, 0);
        }

        var covers = await tickets.LastAsync(authority, cancellation);
        var sessions = await catalogue.PublishedAsync(current, cancellation);
        if (sessions is null)
        {
            return new PublicationReport(false, 0, 0, 0, $"Not published: the authority has more than {SessionCatalogue.MostSessions} sessions, so a wrong file must have been taken in. Withdraw it; families see what they saw before.");
        }

        var publicUrl = new Uri(configuration["PublicBaseUrl"] ?? "http://127.0.0.1:7071");
        var documents = new Dictionary<string, ManifestDocument>();
        var changed = 0;
        foreach (var document in TimetableDocuments.Render(current, sessions, today, publicUrl))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(document.Content));
            if (standing?.Documents.GetValueOrDefault(document.Path) is { } same && same.Hash == hash)
            {
                documents[document.Path] = same;
                continue;
            }

            changed++;
            await PublishedTimetables.Content(storage, authority, hash).UploadAsync(
                BinaryData.FromBytes(document.Content), overwrite: true, cancellation);
            documents[document.Path] = new ManifestDocument(hash, document.ContentType, WholeSeconds(time.GetUtcNow()));
        }

        var replaced = standing is null ? [] : HashesOf(standing.Documents).Except(HashesOf(documents)).ToList();
        var manifest = new PublicationManifest(covers, current.Version, today, sessions.Count, documents, replaced);
        if (!await TrySwapAsync(authority, manifest, version, cancellation))
        {
            return null;
        }

        foreach (var hash in (standing?.Replaced ?? []).Except(HashesOf(documents)))
        {
            await PublishedTimetables.Content(storage, authority, hash).DeleteIfExistsAsync(cancellationToken: cancellation);
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

    private static IEnumerable<string> HashesOf(IReadOnlyDictionary<string, ManifestDocument> documents) =>
        documents.Values.Select(d => d.Hash).Distinct();

    private static DateTimeOffset WholeSeconds(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));
}
