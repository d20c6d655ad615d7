using Google.Protobuf;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>Failures as the file has them: JSON that a person can read.</summary>
internal static class FailureText
{
    // What a newer release adds need not keep this one from reading the rest.
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static string? Write(P.TaskFailureDetails? failure) => failure is null ? null : JsonFormatter.Default.Format(failure);

    public static P.TaskFailureDetails Read(string text) => Parser.Parse<P.TaskFailureDetails>(text);
}
