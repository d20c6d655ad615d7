using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Email.Wire;

/// <summary>The service's two operations. Source: REST reference "Email" of Azure Communication Services.</summary>
internal sealed class EmailConnection
{
    /// <summary>Whom a token is asked for. The two slashes are the service's.</summary>
    public const string Scope = "https://communication.azure.com//.default";

    private readonly HttpPipeline pipeline;
    private readonly Uri endpoint;
    private readonly string version;

    public EmailConnection(Uri endpoint, HttpPipelinePolicy authentication, EmailClientOptions? options)
    {
        options ??= new EmailClientOptions();
        (this.endpoint, version) = (endpoint, options.VersionText);
        var pipelineOptions = new HttpPipelineOptions(options) { RequestFailedDetailsParser = EmailErrorParser.Shared };
        pipelineOptions.PerRetryPolicies.Add(authentication);
        pipeline = HttpPipelineBuilder.Build(pipelineOptions);
    }

    /// <summary><c>POST /emails:send</c> → 202 with the operation's id and status.</summary>
    public async ValueTask<Response<EmailSendResult>> SendAsync(EmailMessage mail, Guid operationId, bool async, CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Post, "/emails:send", 202);
        message.Request.Headers.Add("Operation-Id", operationId.ToString());
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(EmailJson.Write(mail));
        return await AnswerAsync(message, async, cancellationToken).ConfigureAwait(false);
    }

    /// <summary><c>GET /emails/operations/{id}</c> → 200 with the status.</summary>
    public async ValueTask<Response<EmailSendResult>> GetResultAsync(string id, bool async, CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Get, $"/emails/operations/{Uri.EscapeDataString(id)}", 200);
        return await AnswerAsync(message, async, cancellationToken).ConfigureAwait(false);
    }

    private HttpMessage Message(RequestMethod method, string path, ushort accepted)
    {
        var message = pipeline.CreateMessage();
        message.ResponseClassifier = new StatusCodeClassifier([accepted]);
        message.Request.Method = method;
        message.Request.Uri.Reset(endpoint);
        message.Request.Uri.AppendPath(path, escape: false);
        message.Request.Uri.AppendQuery("api-version", version);
        message.Request.Headers.Add("Accept", "application/json");
        return message;
    }

    private async ValueTask<Response<EmailSendResult>> AnswerAsync(HttpMessage message, bool async, CancellationToken cancellationToken)
    {
        if (async)
            await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        else
            pipeline.Send(message, cancellationToken);
        return message.Response.IsError
            ? throw new RequestFailedException(message.Response)
            : Response.FromValue(EmailJson.ReadResult(message.Response.Content), message.Response);
    }
}
