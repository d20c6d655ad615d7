using Azure;
using Azure.Data.Tables;

namespace HubAutomation.Shared.Platform.Mail.Ledger;

/// <summary>
/// One mail to one recipient, in table <c>MailLedger</c>: partition <c>{authority}.{campaign}</c>, row <c>{period}.{recipient id}</c>. Written
/// before the service is called. Holds no address and nothing of what the mail says.
/// </summary>
public sealed class LedgerRow : ITableEntity
{
    /// <inheritdoc/>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>A <see cref="MailStatus"/>.</summary>
    public string Status { get; set; } = nameof(MailStatus.Skipped);

    /// <summary>The operation's id with the service: the same for every attempt.</summary>
    public string? OperationId { get; set; }

    /// <summary>Calls whose outcome was not known.</summary>
    public int Attempts { get; set; }

    /// <summary>When the last call began, UTC.</summary>
    public DateTimeOffset? CalledAt { get; set; }

    /// <summary>Nothing is to be done before that moment, UTC.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Why it is as it is: a code of the service or of ours.</summary>
    public string? Reason { get; set; }

    /// <summary>The run that sends it.</summary>
    public string RunId { get; set; } = "";
}
