using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// The one place where what programs send is read. A body has to say that it is JSON: a page of somebody else's, open in a browser that can
/// reach the hub, can send text and forms anywhere, but JSON only where it is invited.
/// </summary>
public static class JsonBody
{
    private const int Largest = 1 << 20;

    /// <summary>The bytes that were sent as JSON; none for no body.</summary>
    /// <exception cref="RequestRefusedException">They are no JSON by their own word (415), too many (413), or none and sent by somebody else's page (403).</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = new byte[Math.Min(request.ContentLength ?? Largest, Largest) + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        if (length == 0)
            return IsOfAnotherPage(request) ? throw new RequestRefusedException(403, "Not from here", "A page of another website cannot ask for this.") : [];
        if (!request.HasJsonContentType())
            throw new RequestRefusedException(415, "The request cannot be met", "Send JSON, and say so: Content-Type: application/json.");
        return length <= Largest
            ? body[..length]
            : throw new RequestRefusedException(413, "The request cannot be met", string.Create(CultureInfo.InvariantCulture, $"Send at most {Largest >> 20} MB of JSON."));
    }

    // Browsers say where a request without a body comes from; what says nothing is no browser.
    private static bool IsOfAnotherPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "" => request.Headers.Origin.Count > 0,
        var site => site is not ("same-origin" or "none"),
    };
}
