namespace HubAutomation.Shared.Reach;

/// <summary>Finds national files among those that are ready.</summary>
internal static class References
{
    /// <summary>The file of a kind; null when there is none.</summary>
    public static ReadyReference? Of(this IReadOnlyList<ReadyReference> ready, ReferenceKind kind) => ready.FirstOrDefault(reference => reference.Manifest.Kind == kind.Id);
}
