using HubAutomation.Shared.Platform.Mail.Ledger;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.Platform.Mail.Sending;

/// <summary>A mail of a mailing while a batch is sent: its row, and whom it is for.</summary>
internal sealed class DueMail(LedgerRow row, bool isKnown, string recipientId, MailRecipient? recipient, string runId)
{
    /// <summary>The ledger's row.</summary>
    public LedgerRow Row { get; } = row;

    /// <summary>Id of whom it is for.</summary>
    public string RecipientId { get; } = recipientId;

    /// <summary>Whom it is for; null when the settings know them no more.</summary>
    public MailRecipient? Recipient { get; } = recipient;

    /// <summary>The run that sends.</summary>
    public string RunId { get; } = runId;

    /// <summary>The row as the rules see it; null when it was never written.</summary>
    public LedgerState? State { get; private set; } = isKnown
        ? new LedgerState(Enum.Parse<MailStatus>(row.Status), row.Attempts, row.CalledAt, row.NotBefore)
        : null;

    /// <summary>True while this run has something to do about it. What it skipped once it does not look at again.</summary>
    public bool IsOpen => State is null || (!LedgerRules.IsDone(State.Status) && !(State.Status == MailStatus.Skipped && Row.RunId == RunId));

    /// <summary>Takes over what the rules have decided.</summary>
    public void Set(LedgerState state, string? reason)
    {
        State = state;
        (Row.Status, Row.Attempts, Row.CalledAt, Row.NotBefore) = (state.Status.ToString(), state.Attempts, state.CalledAt, state.NotBefore);
        (Row.Reason, Row.RunId) = (reason, RunId);
    }
}
