using System.Net;
using Azure.Core;
using Azure.Identity;
using Microsoft.Graph;
using Microsoft.Graph.Authentication;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace HubAutomation.Shared.Platform.Graph;

/// <summary>
/// Microsoft's Graph client, by managed identity in Azure and with the sandbox's token on a desk. The token goes to the endpoint's host
/// and to no other. What Graph asks to wait (429, 503, 504 with Retry-After) is waited, up to 80 seconds in all and six tries; then its
/// answer is an <see cref="ApiException"/> with that status, so that whoever runs the activity tries again later. Source:
/// "Microsoft Graph throttling guidance" (https://learn.microsoft.com/graph/throttling).
/// </summary>
public sealed class GraphConnection : IDisposable
{
    private const int MostRepetitions = 5;

    // A request may take 100 seconds with all its repetitions; a wait that does not fit in is not begun.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(80);

    private readonly HttpClient http;

    /// <summary>Connects as the settings say; nothing is sent yet.</summary>
    /// <exception cref="InvalidOperationException">Setting Graph cannot be read.</exception>
    public GraphConnection(GraphOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (endpoint, credential) = options.ConnectionString is { } connection
            ? Desk(connection)
            : (options.Endpoint, new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId }));
        var scope = new Uri(endpoint, "/.default").ToString();
        http = GraphClientFactory.Create(GraphClientFactory.CreateDefaultHandlers().Select(Patient));
        Client = new GraphServiceClient(
            http, new AzureIdentityAuthenticationProvider(credential, [endpoint.Host], null, isCaeEnabled: true, scope), endpoint.ToString());
        WithoutToken = new BaseGraphRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http) { BaseUrl = endpoint.ToString() };
    }

    /// <summary>Graph.</summary>
    public GraphServiceClient Client { get; }

    /// <summary>Sends to addresses that say themselves who may use them: a token is not sent there.</summary>
    internal IRequestAdapter WithoutToken { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        http.Dispose();
    }

    private static (Uri Endpoint, TokenCredential Credential) Desk(string connection)
    {
        var parts = connection.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string? Part(string name) => parts.FirstOrDefault(p => p.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[name.Length..];
        return Uri.TryCreate(Part("endpoint="), UriKind.Absolute, out var endpoint) && Part("token=") is { Length: > 0 } token
            ? (endpoint, DelegatedTokenCredential.Create((_, _) => new AccessToken(token, DateTimeOffset.MaxValue)))
            : throw new InvalidOperationException("Setting Graph must be \"endpoint=…;token=…\"; in Azure it is not set.");
    }

    private static DelegatingHandler Patient(DelegatingHandler handler) => handler is not RetryHandler ? handler : new RetryHandler(new RetryHandlerOption
    {
        MaxRetry = MostRepetitions + 1,
        RetriesTimeLimit = LongestWait,
        ShouldRetry = (_, repetitions, answer) => repetitions < MostRepetitions
            && answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
    });
}
