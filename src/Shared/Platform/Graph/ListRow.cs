using System.Text.Json;

namespace HubAutomation.Shared.Platform.Graph;

/// <summary>An item of a SharePoint list.</summary>
/// <param name="Id">Its id within the list.</param>
/// <param name="ETag">Another one after every change.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="ModifiedAt">When it was last changed, UTC.</param>
/// <param name="Fields">Its columns by their internal names, as the list holds them: a text that looks like a date stays a text.</param>
public sealed record ListRow(
    string Id, string ETag, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt, IReadOnlyDictionary<string, JsonElement> Fields);

/// <summary>How a reading of changes ended.</summary>
public enum ListChangesOutcome
{
    /// <summary>All changes are there.</summary>
    Complete,

    /// <summary>
    /// Graph can no longer say what changed: ask again with the link that came instead. What is not in that answer is gone from the list.
    /// </summary>
    ResyncNeeded,

    /// <summary>There is no such list, or the hub may not know of it.</summary>
    NotFound,
}

/// <summary>What changed in a list.</summary>
/// <param name="Outcome">How the reading ended.</param>
/// <param name="Changed">Items that are new or changed, as they are now, each once.</param>
/// <param name="Removed">Ids of items that are gone.</param>
/// <param name="Link">Where to ask next time; keep it. Null when there is no such list.</param>
public sealed record ListChanges(
    ListChangesOutcome Outcome, IReadOnlyList<ListRow> Changed, IReadOnlyList<string> Removed, string? Link);
