using NodaTime;

namespace HubAutomation.Shared.Timetables.Published;

/// <summary>
/// What families see now: <c>published/{authority}/manifest.json</c>. The documents themselves stand under their content's
/// hash, so that replacing this one blob publishes everything at once, and never a half.
/// </summary>
/// <param name="Ticket">Merges up to this number are in it.</param>
/// <param name="SettingsVersion">The configuration that it was made with.</param>
/// <param name="Date">The London date that it was made for.</param>
/// <param name="Sessions">How many sessions it tells.</param>
/// <param name="Documents">Path → document.</param>
/// <param name="Replaced">What earlier publications used and this one does not; kept a while for readers who are half-way.</param>
public sealed record PublicationManifest(
    long Ticket, string SettingsVersion, LocalDate Date, int Sessions,
    IReadOnlyDictionary<string, ManifestDocument> Documents, IReadOnlyList<ReplacedDocument> Replaced);

/// <summary>Content that is no longer published.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="At">Since when, UTC.</param>
public sealed record ReplacedDocument(string Hash, DateTimeOffset At);

/// <summary>One published document.</summary>
/// <param name="Hash">SHA-256 of the content, hexadecimal; its name below <c>content/</c> and its ETag.</param>
/// <param name="ContentType">Media type with charset.</param>
/// <param name="LastModified">When this content was first published, UTC, whole seconds.</param>
public sealed record ManifestDocument(string Hash, string ContentType, DateTimeOffset LastModified);
