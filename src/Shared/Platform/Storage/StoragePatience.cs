namespace HubAutomation.Shared.Platform.Storage;

/// <summary>
/// How long a request to storage may take. People at a page wait for little more than a second; then the page says that it does not go. A step
/// of a workflow waits as long as Azure's clients do, and is tried again. It holds for what is awaited from where it is set.
/// </summary>
public static class StoragePatience
{
    private static readonly TimeSpan Much = TimeSpan.FromSeconds(60);

    private static readonly AsyncLocal<TimeSpan?> Set = new();

    /// <summary>How long one request may take, tries included; null for as long as the client waits by itself.</summary>
    public static TimeSpan? Current => Set.Value;

    /// <summary>Waits so long for each request.</summary>
    public static void Have(TimeSpan patience) => Set.Value = patience;

    /// <summary>For a page that reads or writes much, and whose reader knows; once <see cref="HubStorage.ProbeAsync"/> has shown that storage answers at all.</summary>
    public static void HaveMuch() => Have(Much);
}
