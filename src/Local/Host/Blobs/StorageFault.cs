using Azure;

namespace HubAutomation.Local.Host.Blobs;

/// <summary>Tells what a storage that is away or refuses throws from what is a mistake of the code.</summary>
internal static class StorageFault
{
    // The storage library throws the faults of all its tries together when none of them was answered.
    public static bool Is(Exception error) => error is RequestFailedException
        || (error is AggregateException several && several.InnerExceptions.Any(inner => inner is RequestFailedException));

    /// <summary>What the storage said, in a line.</summary>
    public static string ReasonOf(Exception error) =>
        (error is AggregateException { InnerExceptions: [.., var last] } ? last : error).Message.Split('\n')[0].TrimEnd();
}
