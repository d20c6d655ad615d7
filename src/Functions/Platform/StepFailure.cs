using System.Text.Json;

namespace HubAutomation.Functions.Platform;

/// <summary>What an activity threw, seen from middleware.</summary>
public static class StepFailure
{
    /// <summary>
    /// The name of the exception's type, without its namespace. The Durable Functions extension hands middleware an exception of its own that does
    /// not hold the activity's: its text is a line of JSON, the failure's details as they go to the orchestrator.
    /// </summary>
    public static string TypeOf(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return DetailsOf(failure.ToString()) is { } type ? type.Split('.', '+')[^1] : failure.GetType().Name;
    }

    private static string? DetailsOf(string text)
    {
        if (!text.StartsWith('{'))
            return null;
        try
        {
            using var details = JsonDocument.Parse(text.Split('\n', 2)[0]);
            return details.RootElement.TryGetProperty("errorType", out var type) ? type.GetString() : null;
        }
        catch (JsonException)
        {
            // Not of that form: then the exception speaks for itself.
            return null;
        }
    }
}
