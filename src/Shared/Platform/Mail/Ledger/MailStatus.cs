namespace HubAutomation.Shared.Platform.Mail.Ledger;

/// <summary>How far a mail to a recipient has got.</summary>
public enum MailStatus
{
    /// <summary>It was not sent, for a reason that may pass: no address yet, not allowed here, unsubscribed, a role that is missing. Another run may send it.</summary>
    Skipped,

    /// <summary>The service has clearly not taken it and asks for patience.</summary>
    Deferred,

    /// <summary>It is being handed over, or it is not known whether it was.</summary>
    Sending,

    /// <summary>The service has taken it and is at work.</summary>
    Accepted,

    /// <summary>It has left.</summary>
    Sent,

    /// <summary>The recipient's mail server has it.</summary>
    Delivered,

    /// <summary>The recipient's mail server does not want it.</summary>
    Bounced,

    /// <summary>The recipient must not be written to: earlier mails came back.</summary>
    Suppressed,

    /// <summary>The service refuses the mail for good.</summary>
    Refused,

    /// <summary>Nobody can say whether it was sent. A person has to decide; the hub never sends it again.</summary>
    Unclear,
}
