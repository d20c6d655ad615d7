using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads the service's error answers: JSON as OData 3 has it, or XML from what stands before the service.</summary>
internal sealed partial class TableErrorParser : RequestFailedDetailsParser
{
    /// <summary>Key in the exception's data: position of the transaction's action that failed.</summary>
    public const string FailedActionIndex = "FailedEntity";

    public static TableErrorParser Shared { get; } = new();

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = Read(response);
        // The service begins the message of a refused transaction with the position of the action that it refused.
        if (error?.Message is { } message && Position().Match(message) is { Success: true } position)
            data = new Dictionary<string, string> { [FailedActionIndex] = position.Groups["index"].Value };
        return error is not null;
    }

    private static ResponseError? Read(Response response)
    {
        if (response.ContentStream is not { CanSeek: true } content || content.Length == 0)
            return FromHeader(response);
        content.Position = 0;
        var text = new BinaryData(ReadAll(content)).ToString();
        content.Position = 0;
        return FromJson(text) ?? FromXml(text) ?? FromHeader(response);
    }

    private static byte[] ReadAll(Stream content)
    {
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private static ResponseError? FromHeader(Response response) =>
        response.Headers.TryGetValue("x-ms-error-code", out var code) ? new ResponseError(code, null) : null;

    private static ResponseError? FromJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object ||
                !document.RootElement.TryGetProperty("odata.error", out var error) ||
                !error.TryGetProperty("code", out var code))
                return null;
            var message = error.TryGetProperty("message", out var inner) && inner.TryGetProperty("value", out var value) ? value.GetString() : null;
            return new ResponseError(code.GetString(), message);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ResponseError? FromXml(string text)
    {
        try
        {
            var elements = XDocument.Parse(text).Root!.Elements().ToLookup(element => element.Name.LocalName, StringComparer.OrdinalIgnoreCase);
            return elements["code"].FirstOrDefault() is { } code
                ? new ResponseError(code.Value, elements["message"].FirstOrDefault()?.Value)
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^(?<index>\d+):")]
    private static partial Regex Position();
}
