using System.Collections.Concurrent;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Blobs;

/// <summary>Makes blob clients from the names of settings.</summary>
internal sealed class BlobConnections(IConfiguration settings)
{
    /// <summary>Name of the usual connection.</summary>
    public const string Default = "AzureWebJobsStorage";

    private readonly ConcurrentDictionary<string, BlobServiceClient> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The client for a connection: the setting of that name, or of that name after "AzureWebJobs", holds a connection
    /// string, or blobServiceUri or accountName below it say where to go with an identity. No name means AzureWebJobsStorage.
    /// </summary>
    /// <exception cref="HostStartException">There is no such setting.</exception>
    public BlobServiceClient Client(string connection)
        => _clients.GetOrAdd(NameOf(connection), Create);

    /// <summary>The name of a connection, which is left out for the usual one.</summary>
    public static string NameOf(string connection) => connection.Length == 0 ? Default : connection;

    private BlobServiceClient Create(string name)
    {
        foreach (var key in new[] { name, "AzureWebJobs" + name, "ConnectionStrings:" + name })
        {
            var section = settings.GetSection(key);
            if (!string.IsNullOrEmpty(section.Value))
            {
                return Parse(key, section.Value);
            }

            var uri = section["blobServiceUri"]
                ?? section["serviceUri"]
                ?? (section["accountName"] is { Length: > 0 } account ? $"https://{account}.blob.core.windows.net" : null);
            if (uri is not null)
            {
                return new BlobServiceClient(new Uri(uri), new DefaultAzureCredential(new DefaultAzureCredentialOptions
                {
                    ManagedIdentityClientId = section["clientId"],
                }));
            }
        }

        throw new HostStartException(
            $"The storage connection '{name}' is missing: set {name} to a connection string, or {name}__blobServiceUri or {name}__accountName.");
    }

    // The value may hold a key, so the message does not repeat it.
    private static BlobServiceClient Parse(string setting, string connection)
    {
        try
        {
            return new BlobServiceClient(connection);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new HostStartException($"What {setting} says is no connection string of a storage account, such as UseDevelopmentStorage=true.", error);
        }
    }
}
