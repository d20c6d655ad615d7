namespace Azure.Communication.Email;

/// <summary>A mail on its way through the service.</summary>
public class EmailSendOperation : Operation<EmailSendResult>
{
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(5);

    private readonly EmailClient client = null!;
    private readonly string id = string.Empty;
    private Response? response;
    private EmailSendResult? result;
    private RequestFailedException? failure;

    /// <summary>The operation of that id, to learn what became of it.</summary>
    public EmailSendOperation(string id, EmailClient client)
        : this(id, client, null)
    {
    }

    internal EmailSendOperation(string id, EmailClient client, Response? accepted)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(client);
        (this.id, this.client, response) = (id, client, accepted);
    }

    /// <summary>For tests that override members.</summary>
    protected EmailSendOperation()
    {
    }

    /// <inheritdoc/>
    public override string Id => id;

    /// <summary>What became of the mail.</summary>
    /// <exception cref="InvalidOperationException">That is not known yet.</exception>
    /// <exception cref="RequestFailedException">It was not sent.</exception>
    public override EmailSendResult Value => failure is not null
        ? throw failure
        : result ?? throw new InvalidOperationException("The operation has not completed yet.");

    /// <inheritdoc/>
    public override bool HasCompleted => result is not null || failure is not null;

    /// <inheritdoc/>
    public override bool HasValue => result is not null;

    /// <inheritdoc/>
    public override Response GetRawResponse() => response!;

    /// <inheritdoc/>
    public override Response UpdateStatus(CancellationToken cancellationToken = default) =>
        UpdateAsync(async: false, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default) => UpdateAsync(async: true, cancellationToken);

    /// <inheritdoc/>
    public override Response<EmailSendResult> WaitForCompletion(CancellationToken cancellationToken = default) =>
        WaitForCompletion(UsualPause, cancellationToken);

#pragma warning disable CA1725 // The real package names the parameter so.
    /// <inheritdoc/>
    public override Response<EmailSendResult> WaitForCompletion(TimeSpan suggestedPollingInterval, CancellationToken cancellationToken)
    {
        while (true)
        {
            UpdateStatus(cancellationToken);
            if (HasCompleted)
                return Response.FromValue(Value, response!);
            if (cancellationToken.WaitHandle.WaitOne(Pause(suggestedPollingInterval)))
                throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override ValueTask<Response<EmailSendResult>> WaitForCompletionAsync(CancellationToken cancellationToken = default) =>
        WaitForCompletionAsync(UsualPause, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask<Response<EmailSendResult>> WaitForCompletionAsync(TimeSpan suggestedPollingInterval, CancellationToken cancellationToken)
    {
        while (true)
        {
            await UpdateStatusAsync(cancellationToken).ConfigureAwait(false);
            if (HasCompleted)
                return Response.FromValue(Value, response!);
            await Task.Delay(Pause(suggestedPollingInterval), cancellationToken).ConfigureAwait(false);
        }
    }

#pragma warning restore CA1725

    private async ValueTask<Response> UpdateAsync(bool async, CancellationToken cancellationToken)
    {
        if (failure is not null)
            throw failure;
        if (result is null)
        {
            var update = await client.GetResultAsync(id, async, cancellationToken).ConfigureAwait(false);
            response = update.GetRawResponse();
            if (update.Value.Status == EmailSendStatus.Succeeded)
                result = update.Value;
            else if (update.Value.Status == EmailSendStatus.Failed || update.Value.Status == EmailSendStatus.Canceled)
                throw failure = new RequestFailedException(response);
        }

        return response!;
    }

    /// <summary>What the service asks for, when that is longer than suggested.</summary>
    private TimeSpan Pause(TimeSpan suggested) =>
        response is { } answer && answer.Headers.TryGetValue("Retry-After", out var text) && int.TryParse(text, out var seconds)
        && TimeSpan.FromSeconds(seconds) > suggested
            ? TimeSpan.FromSeconds(seconds)
            : suggested;
}
