namespace HubAutomation.Shared.Timetables.Publishing.Documents;

/// <summary>One document to store and serve as it is.</summary>
/// <param name="Path">Below the authority's folder, e.g. <c>timetables/widnes/autumn-2026.html</c>.</param>
/// <param name="ContentType">Media type with its parameters.</param>
/// <param name="WriteTo">
/// Writes the bytes, equal for equal input, so that they can be stored by their hash. The calendar of a large authority has
/// hundreds of megabytes, so that it never stands in memory as a whole.
/// </param>
public sealed record PublishedDocument(string Path, string ContentType, Action<Stream> WriteTo)
{
    /// <summary>The bytes.</summary>
    public byte[] ToBytes()
    {
        using var content = new MemoryStream();
        WriteTo(content);
        return content.ToArray();
    }

    /// <summary>Media type of pages.</summary>
    public const string Html = "text/html; charset=utf-8";

    /// <summary>Media type of calendars (RFC 5545 §8.1).</summary>
    public const string Calendar = "text/calendar; charset=utf-8";

    /// <summary>Media type of JSON (RFC 8259; it is always UTF-8).</summary>
    public const string Json = "application/json";
}
