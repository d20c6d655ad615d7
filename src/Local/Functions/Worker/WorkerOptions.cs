using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settings of the worker.</summary>
public class WorkerOptions
{
    /// <summary>
    /// Reads and writes inputs and results of activities and orchestrators; System.Text.Json with case-insensitive
    /// property names when not set.
    /// </summary>
    public ObjectSerializer? Serializer { get; set; }
}
