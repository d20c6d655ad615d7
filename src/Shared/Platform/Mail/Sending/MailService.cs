using System.Globalization;
using Azure;
using Azure.Communication.Email;
using Azure.Identity;
using HubAutomation.Shared.Platform.Mail.Layout;
using HubAutomation.Shared.Platform.Mail.Ledger;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.Platform.Mail.Sending;

/// <summary>
/// Calls the mail service and says what its answer means for the ledger. The client tries nothing again by itself: after an unclear
/// answer that could send a mail twice.
/// </summary>
public sealed class MailService(MailOptions options)
{
    private const string SuppressedCode = "EmailDroppedAllRecipientsSuppressed";
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(10);

    // A role or a key that is missing is mended by a person.
    private static readonly TimeSpan WaitForAPerson = TimeSpan.FromMinutes(10);

    private readonly Lazy<EmailClient> client = new(() => Connect(options));

    /// <summary>Hands a mail over.</summary>
    /// <returns>The answer, what the service asks to wait, and its code where it refuses.</returns>
    public async Task<(CallAnswer Answer, TimeSpan Wait, string? Code)> SendAsync(
        RenderedMail mail, MailIdentity from, string to, Guid operationId, CancellationToken cancellation)
    {
        try
        {
            var operation = await client.Value.SendAsync(WaitUntil.Started, Message(mail, from, to), operationId, cancellation);
            return (CallAnswer.Accepted, WaitOf(operation.GetRawResponse()), null);
        }
        catch (RequestFailedException e) when (e.Status == 429)
        {
            return (CallAnswer.Deferred, WaitOf(e.GetRawResponse()), e.ErrorCode);
        }
        catch (RequestFailedException e) when (e.Status is 401 or 403)
        {
            return (CallAnswer.NotAuthorised, TimeSpan.Zero, CodeOf(e));
        }
        catch (RequestFailedException e) when (e.Status is 400 or 404 or 413 or 422)
        {
            return (CallAnswer.Refused, TimeSpan.Zero, CodeOf(e));
        }
        catch (RequestFailedException e) when (e.Status is 0 or >= 500 or 408)
        {
            return (CallAnswer.Unclear, TimeSpan.Zero, e.ErrorCode);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The client's own time-out.
            return (CallAnswer.Unclear, TimeSpan.Zero, null);
        }
    }

    /// <summary>Asks what became of an operation.</summary>
    /// <returns>What the service knows, how long to wait before asking again, and its code where the mail was not sent.</returns>
    public async Task<(LookUpAnswer Answer, TimeSpan Wait, string? Code)> LookUpAsync(string operationId, CancellationToken cancellation)
    {
        var operation = new EmailSendOperation(operationId, client.Value);
        try
        {
            var response = await operation.UpdateStatusAsync(cancellation);
            return (operation.HasCompleted ? LookUpAnswer.Sent : LookUpAnswer.Running, WaitOf(response), null);
        }
        catch (RequestFailedException e) when (operation.HasCompleted)
        {
            return (e.ErrorCode == SuppressedCode ? LookUpAnswer.Suppressed : LookUpAnswer.Failed, TimeSpan.Zero, e.ErrorCode);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (LookUpAnswer.Unknown, TimeSpan.Zero, null);
        }
        catch (RequestFailedException e) when (e.Status is 401 or 403)
        {
            return (LookUpAnswer.NoAnswer, WaitForAPerson, CodeOf(e));
        }
        catch (RequestFailedException e) when (e.Status is 0 or 429 or 408 or >= 500)
        {
            return (LookUpAnswer.NoAnswer, WaitOf(e.GetRawResponse()), e.ErrorCode);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (LookUpAnswer.NoAnswer, UsualWait, null);
        }
    }

    private static string CodeOf(RequestFailedException e) => e.ErrorCode ?? e.Status.ToString(CultureInfo.InvariantCulture);

    private static EmailClient Connect(MailOptions options)
    {
        var settings = new EmailClientOptions { Retry = { MaxRetries = 0, NetworkTimeout = options.MailSettleTime / 2 } };
        return options.ConnectionString is { } connection
            ? new EmailClient(connection, settings)
            : new EmailClient(
                options.Endpoint ?? throw new InvalidOperationException("No mail service is configured: set Email or Email__endpoint."),
                new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId }), settings);
    }

    private static EmailMessage Message(RenderedMail mail, MailIdentity from, string to)
    {
        var message = new EmailMessage(from.Sender, to, new EmailContent(mail.Subject) { Html = mail.Html, PlainText = mail.Text })
        {
            UserEngagementTrackingDisabled = true,
        };
        if (from.ReplyTo is { } answers)
        {
            message.ReplyTo.Add(new EmailAddress(answers));
        }

        foreach (var (name, value) in mail.Headers)
        {
            message.Headers.Add(name, value);
        }

        foreach (var file in mail.Attachments)
        {
            message.Attachments.Add(new EmailAttachment(file.Name, file.ContentType, file.Content));
        }

        return message;
    }

    private static TimeSpan WaitOf(Response? response) =>
        response is not null && response.Headers.TryGetValue("Retry-After", out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : UsualWait;
}
