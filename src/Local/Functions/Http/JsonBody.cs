using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HubAutomation.Local.Functions.Http;

/// <summary>Reads [FromBody] parameters.</summary>
internal static class JsonBody
{
    /// <exception cref="InvalidOperationException">
    /// The body is empty, not JSON or not of that shape. As in the worker this fails the function; a function that wants
    /// to answer bad input reads the body itself.
    /// </exception>
    public static async ValueTask<object?> ReadAsync(HttpContext http, Type type)
    {
        if (!http.Request.HasJsonContentType())
        {
            throw new InvalidOperationException($"The content type '{http.Request.ContentType}' is not JSON.");
        }

        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, options, http.RequestAborted)
                ?? throw new InvalidOperationException("A non-empty request body is required.");
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException(error.Message, error);
        }
    }
}
