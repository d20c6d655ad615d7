using System.Net.Http.Json;
using System.Threading.Channels;

namespace HubAutomation.Local.Sandbox.Mail;

/// <summary>
/// Posts what became of each mail to a webhook, one event a recipient, as Event Grid does. Source: "Azure Communication Services
/// email events", event type <c>Microsoft.Communication.EmailDeliveryReportReceived</c>.
/// </summary>
internal sealed class DeliveryReports : IAsyncDisposable
{
    private readonly Channel<KeptMail> _waiting = Channel.CreateUnbounded<KeptMail>();
    private readonly TaskCompletionSource<Uri> _webhook = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private readonly TimeProvider _time;
    private readonly Task _work;

    public DeliveryReports(TimeProvider time)
    {
        _time = time;
        _work = Task.Run(() => PostAllAsync(_ended.Token));
    }

    /// <summary>Says where reports go; until then they wait.</summary>
    public void PostTo(Uri webhook) => _webhook.TrySetResult(webhook);

    /// <summary>Has the mail's reports posted, in their turn.</summary>
    public void Tell(KeptMail mail) => _waiting.Writer.TryWrite(mail);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _work;
        _ended.Dispose();
    }

    private async Task PostAllAsync(CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.DefaultRequestHeaders.Add("aeg-event-type", "Notification");
        try
        {
            var webhook = await _webhook.Task.WaitAsync(cancellation);
            await foreach (var mail in _waiting.Reader.ReadAllAsync(cancellation))
            {
                await PostAsync(client, webhook, mail, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The sandbox ends; reports that nobody has taken go with it.
        }
    }

    private async Task PostAsync(HttpClient client, Uri webhook, KeptMail mail, CancellationToken cancellation)
    {
        var events = mail.To.Select(recipient => Event(mail, recipient)).ToList();
        while (true)
        {
            try
            {
                using var answer = await client.PostAsJsonAsync(webhook, events, cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet: as Event Grid does, we go on until somebody takes it.
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        }
    }

    private object Event(KeptMail mail, string recipient) => new
    {
        id = Guid.NewGuid(),
        topic = "/sandbox",
        subject = $"sender/{mail.From}/message/{mail.OperationId}",
        eventType = "Microsoft.Communication.EmailDeliveryReportReceived",
        eventTime = _time.GetUtcNow(),
        dataVersion = "1.0",
        metadataVersion = "1",
        data = new
        {
            sender = mail.From,
            recipient,
            messageId = mail.OperationId,
            status = mail.Fate.ToString(),
            deliveryStatusDetails = new { statusMessage = mail.Fate == Fate.Bounced ? "550 5.1.1 No such mailbox." : "" },
            deliveryAttemptTimeStamp = _time.GetUtcNow(),
        },
    };
}
