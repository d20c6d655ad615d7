using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using HubAutomation.Shared.Platform.Storage;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Functions.Platform.Parameters;

/// <summary>The body of a request as a JSON object.</summary>
public static class JsonBody
{
    /// <summary>Most bytes: the longest message with every character escaped has half as many.</summary>
    public const int MostBytes = 256 * 1024;

    // However deep it is: a parser that keeps no stack cannot be hurt, and each parameter says what it is allowed to be.
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MostBytes };

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Reads the body. None at all is an empty object.</summary>
    /// <returns>The object; or what is wrong, as a sentence.</returns>
    public static async Task<(JsonElement Body, string? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var body = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await request.Body.ReadAsync(part, cancellation) is > 0 and var read)
        {
            body.Write(part, 0, read);
            if (body.Length > MostBytes)
                return (default, string.Create(CultureInfo.InvariantCulture, $"The body is too large: parameters have {MostBytes} bytes at most."));
        }

        return Read(body.ToArray());
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
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? (document.RootElement.Clone(), null)
                : (default, $"The body is {ParameterReader.Shown(document.RootElement)}. Send the parameters as a JSON object, or no body at all.");
        }
        catch (JsonException mistake)
        {
            return (default, $"Send the parameters as a JSON object, or no body at all. The body is not JSON: {JsonMistake.Describe(mistake, json.Span)}");
        }
    }
}
