using System.Text.Json;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>Where a file is not as it should be, in words of people: the parser's own are for programmers.</summary>
internal static class JsonPlace
{
    /// <summary>"line 3, column 5", counted from 1.</summary>
    public static string Of(JsonException error) => $"line {(error.LineNumber ?? 0) + 1}, column {(error.BytePositionInLine ?? 0) + 1}";
}
