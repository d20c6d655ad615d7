using Google.Protobuf;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.Host.Rpc;

/// <summary>
/// Reads what a worker says of an exception. That is the whole of it as text; the message alone, for the app's own code where it
/// is set so; or, when the durable middleware of activities wrote it, one line of JSON before the text.
/// </summary>
internal static class WorkerExceptionText
{
    /// <summary>The failure that an activity's middleware described; null when the exception comes from elsewhere.</summary>
    public static P.TaskFailureDetails? Failure(RpcException? exception)
    {
        if (exception is null || !exception.Message.StartsWith('{'))
        {
            return null;
        }

        try
        {
            return JsonParser.Default.Parse<P.TaskFailureDetails>(exception.Message.Split('\n', 2)[0].Trim());
        }
        catch (Exception error) when (error is InvalidJsonException or InvalidProtocolBufferException)
        {
            // A message that happens to begin with a brace.
            return null;
        }
    }

    /// <summary>The full name of the exception's type; null when it is not said.</summary>
    public static string? TypeName(RpcException? exception)
    {
        if (exception is null)
        {
            return null;
        }

        if (Failure(exception) is { } failure)
        {
            return failure.ErrorType;
        }

        if (exception.Type.Length > 0)
        {
            return exception.Type;
        }

        var end = exception.Message.IndexOf(':', StringComparison.Ordinal);
        var name = end < 0 ? exception.Message : exception.Message[..end];
        return name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '+' or '`') ? name : null;
    }

    /// <summary>Where it was thrown.</summary>
    public static string StackTrace(RpcException exception) =>
        Failure(exception) is { StackTrace: { Length: > 0 } stack } ? stack : exception.StackTrace;

    /// <summary>Type, message and place, as a person reads an exception.</summary>
    public static string Whole(RpcException exception)
    {
        if (Failure(exception) is { } failure)
        {
            return Join($"{failure.ErrorType}: {failure.ErrorMessage}", failure.StackTrace);
        }

        var isWhole = exception.StackTrace.Length == 0 || exception.Message.Contains('\n', StringComparison.Ordinal);
        return isWhole ? exception.Message : Join(exception.Type.Length == 0 ? exception.Message : $"{exception.Type}: {exception.Message}", exception.StackTrace);
    }

    private static string Join(string text, string? stack) => string.IsNullOrEmpty(stack) ? text : text + Environment.NewLine + stack;
}
