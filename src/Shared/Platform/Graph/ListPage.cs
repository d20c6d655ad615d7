using System.Text.Json;
using System.Text.Json.Serialization;

namespace HubAutomation.Shared.Platform.Graph;

/// <summary>A page of a list's items as Graph sends it.</summary>
internal sealed record ListPage(
    IReadOnlyList<ListPage.Entry> Value,
    [property: JsonPropertyName("@odata.nextLink")] string? NextLink,
    [property: JsonPropertyName("@odata.deltaLink")] string? DeltaLink)
{
    /// <summary>An item, or what tells that it is gone.</summary>
    internal sealed record Entry(
        string Id, string? ETag, DateTimeOffset CreatedDateTime, DateTimeOffset LastModifiedDateTime,
        Dictionary<string, JsonElement>? Fields, JsonElement? Deleted)
    {
        public ListRow ToRow() => new(Id, ETag ?? "", CreatedDateTime, LastModifiedDateTime, Fields ?? []);
    }
}
