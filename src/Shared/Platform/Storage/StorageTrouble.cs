using Azure;

namespace HubAutomation.Shared.Platform.Storage;

/// <summary>What tells storage that does not work from a request that was wrong.</summary>
public static class StorageTrouble
{
    /// <summary>Error code of a container or table that is gone.</summary>
    public const string PartLost = "PartLost";

    // What an IOException has that tells of a full disk: the number of the system's error.
    private const int DiskFull = 28;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <summary>
    /// What is wrong with storage, in a word or two without names; null when an exception is of another kind. A request that the caller
    /// has given up is none.
    /// </summary>
    public static string? Of(Exception error) => error switch
    {
        RequestFailedException { ErrorCode: PartLost } => "a container or a table is gone",
        RequestFailedException { Status: 0 } => "nothing answers",
        RequestFailedException { Status: 401 or 403 } => "it does not let the hub in",
        RequestFailedException { Status: 408 or 429 or >= 500 } failed => $"it answers {failed.Status}",
        AggregateException { InnerExceptions: { Count: > 0 } tries } => Of(tries[^1]),
        TimeoutException => "it does not answer in time",
        IOException { HResult: DiskFull or DiskFullOnWindows } => "the disk is full",
        // The client's own word for a network timeout; a caller who gives up is told apart by their token.
        OperationCanceledException { InnerException: not null } => "it does not answer in time",
        _ => null,
    };
}
