using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>The table service of one account: where it is, who asks, and how requests get there.</summary>
internal sealed class TableConnection
{
    private const string MinimalMetadata = "application/json;odata=minimalmetadata";

    private readonly HttpPipeline pipeline;

    private TableConnection(TableEndpoint endpoint, TableClientOptions? options, TableSharedKeyCredential? key, HttpPipelinePolicy[] perCall, HttpPipelinePolicy[] perRetry)
    {
        options ??= new TableClientOptions();
        var pipelineOptions = new HttpPipelineOptions(options) { RequestFailedDetailsParser = TableErrorParser.Shared };
        foreach (var policy in perCall)
            pipelineOptions.PerCallPolicies.Add(policy);
        foreach (var policy in perRetry)
            pipelineOptions.PerRetryPolicies.Add(policy);
        pipeline = HttpPipelineBuilder.Build(pipelineOptions);
        Endpoint = endpoint;
        Version = options.VersionText;
        Key = key;
    }

    public TableEndpoint Endpoint { get; }

    public string AccountName => Key?.AccountName ?? Endpoint.AccountName;

    /// <summary>The account's key where the client was made with one; signs shared access signatures.</summary>
    public TableSharedKeyCredential? Key { get; }

    public string Version { get; }

    /// <summary>What the address itself says: a shared access signature in its query, or nothing.</summary>
    public static TableConnection Anonymous(TableEndpoint endpoint, TableClientOptions? options) =>
        new(endpoint, options, null, endpoint.Signature.Length == 0 ? [] : [new SasPolicy(new AzureSasCredential(endpoint.Signature))], []);

    public static TableConnection With(TableEndpoint endpoint, AzureSasCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        endpoint.DemandPrivacy(nameof(AzureSasCredential));
        return new(endpoint, options, null, [new SasPolicy(credential)], []);
    }

    public static TableConnection With(TableEndpoint endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, options, credential, [], [new SharedKeyPolicy(credential, TimeProvider.System)]);
    }

    public static TableConnection With(TableEndpoint endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var scope = (options?.Audience ?? TableAudience.AzurePublicCloud).Scope;
        return new(endpoint, options, null, [], [new BearerTokenAuthenticationPolicy(credential, scope)]);
    }

    public static TableConnection With(TableConnectionString account, TableClientOptions? options) =>
        account.Key is { } key ? With(account.Endpoint, key, options) : Anonymous(account.Endpoint, options);

    /// <summary>A request to a resource of the service; the answers named are the ones that are no failure.</summary>
    public HttpMessage Message(RequestMethod method, string path, params ReadOnlySpan<ushort> accepted)
    {
        var message = pipeline.CreateMessage();
        message.ResponseClassifier = new StatusCodeClassifier(accepted);
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Endpoint.Of(path));
        request.Headers.Add("x-ms-version", Version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add("Accept", MinimalMetadata);
        return message;
    }

    /// <exception cref="RequestFailedException">The answer is none of the accepted ones, after the retries that the options allow.</exception>
    public async ValueTask<Response> SendAsync(HttpMessage message, bool async, CancellationToken cancellationToken)
    {
        if (async)
            await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        else
            pipeline.Send(message, cancellationToken);
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }
}
