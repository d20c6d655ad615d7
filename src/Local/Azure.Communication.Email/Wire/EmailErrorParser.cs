using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Core;

namespace Azure.Communication.Email.Wire;

/// <summary>Reads <c>{"error":{"code":…,"message":…}}</c>, of refusals and of operations that failed.</summary>
internal sealed class EmailErrorParser : RequestFailedDetailsParser
{
    public static readonly EmailErrorParser Shared = new();

    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, [NotNullWhen(true)] out IDictionary<string, string>? data)
    {
        (error, data) = (null, new Dictionary<string, string>());
        if (response.ContentStream is not { CanSeek: true })
            return false;
        try
        {
            using var body = JsonDocument.Parse(response.Content);
            if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("error", out var found) || found.ValueKind != JsonValueKind.Object)
                return false;
            error = new ResponseError(Text(found, "code"), Text(found, "message"));
            return true;
        }
        catch (JsonException)
        {
            // A proxy's page, say: the status and the headers have to do.
            return false;
        }
    }

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
