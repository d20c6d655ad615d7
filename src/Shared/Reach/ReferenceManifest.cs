namespace HubAutomation.Shared.Reach;

/// <summary>Which file of a kind is in use. Blob <c>reference-ready/{kind}.json</c>.</summary>
/// <param name="Kind">The kind: "postcodes", "deprivation-2025", "deprivation-2019", "lsoa-changes", "wards", "population".</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Release">Its release, as far as the file tells: "2025", "2026-08"; empty when it does not.</param>
/// <param name="Rows">How many rows are kept.</param>
/// <param name="Data">The blob that holds them: compressed lines in ordinal order, named by a hash of what it holds.</param>
/// <param name="Source">The blob in container <c>reference</c> that they come from.</param>
/// <param name="UploadedAt">When that was uploaded, UTC.</param>
/// <param name="TakenInAt">When it came into use, UTC.</param>
/// <param name="Run">The run that took it in.</param>
public sealed record ReferenceManifest(
    string Kind, string Title, string Release, int Rows, string Data, string Source, DateTimeOffset UploadedAt, DateTimeOffset TakenInAt, string Run)
{
    /// <summary>As figures name it: "postcode directory (ONSPD or NSPL) of 2026-08".</summary>
    internal string Describe() => Release.Length > 0 && !Title.Contains(Release, StringComparison.Ordinal) ? $"{Title} of {Release}" : Title;
}

/// <summary>A national file that is ready for use.</summary>
/// <param name="Manifest">What it is.</param>
/// <param name="OpenAsync">Opens its lines, compressed with gzip, for reading from the beginning.</param>
public sealed record ReadyReference(ReferenceManifest Manifest, Func<CancellationToken, Task<Stream>> OpenAsync);
