using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using HubAutomation.Shared.Platform.Text;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Functions.Platform.Parameters;

/// <summary>The one place where what programs send is read: the body of a request as JSON.</summary>
public static class JsonBody
{
    /// <summary>Most bytes: the longest message with every character escaped has half as many.</summary>
    public const int MostBytes = 256 * 1024;

    // By it the host knows the caller.
    private const string KeyInAddress = "code";

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>
    /// Reads the body as parameters. None at all is an empty object. One that stands in the address instead would be left out unseen, and a trial
    /// be done in earnest.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="inAddress">What may stand in the address all the same.</param>
    /// <returns>The object; or what is wrong, as a sentence.</returns>
    /// <exception cref="RequestRefusedException">As of <see cref="BytesAsync"/>.</exception>
    public static async Task<(JsonElement Body, string? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation, params IReadOnlyList<string> inAddress)
    {
        var bytes = await BytesAsync(request, MostBytes, cancellation);
        return request.Query.Keys.FirstOrDefault(key => !inAddress.Prepend(KeyInAddress).Contains(key, StringComparer.OrdinalIgnoreCase)) is { } misplaced
            ? (default, $"The address has the parameter \"{ParameterReader.Shown(misplaced)}\", where nothing is read. Send parameters in the body, as a JSON object.")
            : Read(bytes);
    }

    /// <summary>
    /// The bytes that were sent as JSON; none for no body. A body has to say that it is JSON: a page of somebody else's, open in a browser that can reach
    /// the hub, can send text and forms anywhere, but JSON only where it is invited.
    /// </summary>
    /// <exception cref="RequestRefusedException">They are no JSON by their own word (415), too many (413), or none and sent by somebody else's page (403).</exception>
    public static async Task<byte[]> BytesAsync(HttpRequest request, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var body = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await request.Body.ReadAsync(part, cancellation) is > 0 and var read)
        {
            body.Write(part, 0, read);
            if (body.Length > most)
                throw Refusal(StatusCodes.Status413PayloadTooLarge, string.Create(CultureInfo.InvariantCulture, $"The body is too large: it may have {most} bytes at most."));
        }

        if (body.Length == 0 && IsOfAnotherPage(request))
            throw Refusal(StatusCodes.Status403Forbidden, "A page of another website cannot ask for this.");
        if (body.Length > 0 && !request.HasJsonContentType())
            throw Refusal(StatusCodes.Status415UnsupportedMediaType, "Send JSON, and say so: Content-Type: application/json.");
        return body.ToArray();
    }

    /// <summary>Reads a body.</summary>
    /// <returns>The object; or what is wrong, as a sentence.</returns>
    public static (JsonElement Body, string? Problem) Read(ReadOnlyMemory<byte> bytes)
    {
        var json = bytes.Span.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
        if (json.IsEmpty)
            json = "{}"u8.ToArray();
        if (!Utf8.IsValid(json.Span))
            return (default, "The body is not UTF-8. Send the parameters as a JSON object in UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? (document.RootElement.Clone(), null)
                : (default, $"The body is {ParameterReader.Shown(document.RootElement)}. Send the parameters as a JSON object, or no body at all.");
        }
        catch (JsonException mistake)
        {
            return (default, $"Send the parameters as a JSON object, or no body at all. The body is not JSON: {JsonMistake.Describe(mistake, json.Span)}");
        }
    }

    private static RequestRefusedException Refusal(int status, string sentence) => new(status, "The request cannot be met", sentence);

    // Browsers say where a request without a body comes from; what says nothing is no browser.
    private static bool IsOfAnotherPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "" => request.Headers.Origin.Count > 0,
        var site => site is not ("same-origin" or "none"),
    };
}
