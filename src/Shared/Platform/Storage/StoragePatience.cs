namespace HubAutomation.Shared.Platform.Storage;

/// <summary>
/// How long what runs now waits for storage. People at a page wait for little more than a second; then the page says that it does not go. A
/// step of a workflow waits as long as Azure's clients do, and is tried again. It holds for what is awaited from where it is set.
/// </summary>
public static class StoragePatience
{
    // What a single request is given even when those before it have used everything up.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Much = TimeSpan.FromSeconds(60);

    private static readonly AsyncLocal<DateTime?> Until = new();

    /// <summary>How long the next request may take; null for as long as the client waits by itself.</summary>
    public static TimeSpan? Left => Until.Value is { } until ? Longer(until - DateTime.UtcNow, Least) : null;

    /// <summary>Waits so long, in all.</summary>
    public static void Have(TimeSpan patience) => Until.Value = DateTime.UtcNow + patience;

    /// <summary>For a page that reads or writes much, and whose reader knows.</summary>
    public static void HaveMuch() => Have(Much);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
