using HubAutomation.Local.Sandbox.Faults;

namespace HubAutomation.Local.Sandbox.Mail;

/// <summary>Which faults concern what of the mail service.</summary>
internal static class MailFaults
{
    /// <summary>The faults that the mail service knows.</summary>
    public static readonly IReadOnlyCollection<FaultKind> Known =
    [
        FaultKind.TooManyRequests, FaultKind.ServerError, FaultKind.Denied, FaultKind.TimeoutBeforeAccepting, FaultKind.TimeoutAfterAccepting,
        FaultKind.Bounce, FaultKind.Suppress,
    ];

    /// <summary>How to answer a request wrongly; null to answer it as it should be.</summary>
    public static FaultRule? OfAnswer(this FaultDice dice, bool isLookUp) => dice.Throw(rule =>
        rule.Fault is not (FaultKind.Bounce or FaultKind.Suppress)
        && (!isLookUp || (rule.LookUps && rule.Fault != FaultKind.TimeoutAfterAccepting)));

    /// <summary>What becomes of a mail.</summary>
    public static Fate OfMail(this FaultDice dice) => dice.Throw(rule => rule.Fault is FaultKind.Bounce or FaultKind.Suppress)?.Fault switch
    {
        FaultKind.Bounce => Fate.Bounced,
        FaultKind.Suppress => Fate.Suppressed,
        _ => Fate.Delivered,
    };
}
