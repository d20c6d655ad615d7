using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>How new blobs are noticed.</summary>
public enum BlobTriggerSource
{
    /// <summary>By storage logs and container scans.</summary>
    LogsAndContainerScan = 0,

    /// <summary>By Event Grid events.</summary>
    EventGrid = 1,
}

/// <summary>Starts the function for every new or replaced blob whose path matches.</summary>
/// <remarks>The local host polls the container, whatever <see cref="Source"/> says: there is no Event Grid on one machine.</remarks>
public sealed class BlobTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Sets the path, such as "timetables/{authority}/{partner}/{name}"; "%Name%" stands for a setting.</summary>
    public BlobTriggerAttribute(string blobPath)
    {
        BlobPath = blobPath;
    }

    /// <summary>The path as written.</summary>
    public string BlobPath { get; }

    /// <summary>The name of the setting that holds the connection; AzureWebJobsStorage when not set.</summary>
    public string? Connection { get; set; }

    /// <summary>How new blobs are noticed in Azure.</summary>
    public BlobTriggerSource Source { get; set; }
}
