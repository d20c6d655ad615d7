#nullable disable

using Azure.Communication.Email.Wire;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Email;

/// <summary>Sends mails through a Communication Services resource.</summary>
public class EmailClient
{
    private readonly EmailConnection connection;

    /// <summary>Made from the connection string of the resource: <c>endpoint=…;accesskey=…</c>.</summary>
    /// <exception cref="ArgumentException">There is no text.</exception>
    /// <exception cref="InvalidOperationException">It is no such connection string.</exception>
    public EmailClient(string connectionString)
        : this(connectionString, new EmailClientOptions())
    {
    }

    /// <inheritdoc cref="EmailClient(string)"/>
    public EmailClient(string connectionString, EmailClientOptions options)
    {
        var (endpoint, key) = EmailConnectionString.Parse(connectionString);
        connection = new EmailConnection(endpoint, new KeyPolicy(key, TimeProvider.System), options);
    }

    /// <summary>Made with one of the resource's access keys.</summary>
    public EmailClient(Uri endpoint, AzureKeyCredential credential, EmailClientOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        connection = new EmailConnection(endpoint, new KeyPolicy(credential, TimeProvider.System), options);
    }

    /// <summary>Made with an identity that may send mails.</summary>
    public EmailClient(Uri endpoint, TokenCredential credential, EmailClientOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        connection = new EmailConnection(endpoint, new BearerTokenAuthenticationPolicy(credential, EmailConnection.Scope), options);
    }

    /// <summary>For tests that override members.</summary>
    protected EmailClient()
    {
    }

    /// <summary>Hands a mail to the service.</summary>
    /// <param name="wait">Whether to wait until the service has sent it, or only until it has accepted it.</param>
    /// <param name="message">The mail.</param>
    /// <param name="cancellationToken">Ends the wait; the mail may be sent nevertheless.</param>
    /// <exception cref="ArgumentException">The mail is not complete.</exception>
    /// <exception cref="RequestFailedException">The service has refused it, or has failed to send it.</exception>
    public virtual EmailSendOperation Send(WaitUntil wait, EmailMessage message, CancellationToken cancellationToken = default) =>
        Send(wait, message, Guid.NewGuid(), cancellationToken);

    /// <inheritdoc cref="Send(WaitUntil, EmailMessage, CancellationToken)"/>
    /// <param name="operationId">Names the operation: a repetition of the same within minutes is not sent again.</param>
#pragma warning disable CS1573 // The other parameters are inherited.
    public virtual EmailSendOperation Send(WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default)
    {
        var operation = SendAsync(message, operationId, async: false, cancellationToken).AsTask().GetAwaiter().GetResult();
        if (wait == WaitUntil.Completed)
            operation.WaitForCompletion(cancellationToken);
        return operation;
    }
#pragma warning restore CS1573

    /// <inheritdoc cref="Send(WaitUntil, EmailMessage, CancellationToken)"/>
    public virtual EmailSendOperation Send(
        WaitUntil wait,
        string senderAddress,
        string recipientAddress,
        string subject,
        string htmlContent,
        string plainTextContent = null,
        CancellationToken cancellationToken = default) =>
        Send(wait, Message(senderAddress, recipientAddress, subject, htmlContent, plainTextContent), cancellationToken);

    /// <inheritdoc cref="Send(WaitUntil, EmailMessage, Guid, CancellationToken)"/>
    public virtual EmailSendOperation Send(
        WaitUntil wait,
        string senderAddress,
        string recipientAddress,
        string subject,
        string htmlContent,
        Guid operationId,
        string plainTextContent = null,
        CancellationToken cancellationToken = default) =>
        Send(wait, Message(senderAddress, recipientAddress, subject, htmlContent, plainTextContent), operationId, cancellationToken);

    /// <inheritdoc cref="Send(WaitUntil, EmailMessage, CancellationToken)"/>
    public virtual Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, CancellationToken cancellationToken = default) =>
        SendAsync(wait, message, Guid.NewGuid(), cancellationToken);

    /// <inheritdoc cref="Send(WaitUntil, EmailMessage, Guid, CancellationToken)"/>
    public virtual async Task<EmailSendOperation> SendAsync(
        WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default)
    {
        var operation = await SendAsync(message, operationId, async: true, cancellationToken).ConfigureAwait(false);
        if (wait == WaitUntil.Completed)
            await operation.WaitForCompletionAsync(cancellationToken).ConfigureAwait(false);
        return operation;
    }

    /// <inheritdoc cref="Send(WaitUntil, EmailMessage, CancellationToken)"/>
    public virtual Task<EmailSendOperation> SendAsync(
        WaitUntil wait,
        string senderAddress,
        string recipientAddress,
        string subject,
        string htmlContent,
        string plainTextContent = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(wait, Message(senderAddress, recipientAddress, subject, htmlContent, plainTextContent), cancellationToken);

    /// <inheritdoc cref="Send(WaitUntil, EmailMessage, Guid, CancellationToken)"/>
    public virtual Task<EmailSendOperation> SendAsync(
        WaitUntil wait,
        string senderAddress,
        string recipientAddress,
        string subject,
        string htmlContent,
        Guid operationId,
        string plainTextContent = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(wait, Message(senderAddress, recipientAddress, subject, htmlContent, plainTextContent), operationId, cancellationToken);

    /// <summary>Asks what became of a mail.</summary>
    internal ValueTask<Response<EmailSendResult>> GetResultAsync(string id, bool async, CancellationToken cancellationToken) =>
        connection.GetResultAsync(id, async, cancellationToken);

    private static EmailMessage Message(string sender, string recipient, string subject, string html, string plainText) =>
        new(sender, recipient, new EmailContent(subject) { Html = html, PlainText = plainText });

    private async ValueTask<EmailSendOperation> SendAsync(EmailMessage message, Guid operationId, bool async, CancellationToken cancellationToken)
    {
        MessageRules.Demand(message);
        var accepted = await connection.SendAsync(message, operationId, async, cancellationToken).ConfigureAwait(false);
        return new EmailSendOperation(accepted.Value.Id, this, accepted.GetRawResponse());
    }
}
