namespace HubAutomation.Shared.Platform.Mail.Ledger;

/// <summary>What is to be done about a mail.</summary>
public enum LedgerStep
{
    /// <summary>Write down that it is being sent, then call the service.</summary>
    Call,

    /// <summary>Ask the service about the operation before anything else.</summary>
    LookUp,

    /// <summary>Nothing now: come back later.</summary>
    Wait,

    /// <summary>Nothing any more.</summary>
    Done,
}

/// <summary>How the service answered a call.</summary>
public enum CallAnswer
{
    /// <summary>It has taken the mail.</summary>
    Accepted,

    /// <summary>It has clearly not taken it, and asks for patience (429).</summary>
    Deferred,

    /// <summary>It refuses it for good.</summary>
    Refused,

    /// <summary>It refuses the hub itself, whatever the mail: a role or a key is missing.</summary>
    NotAuthorised,

    /// <summary>No answer, or one that leaves open whether the mail was taken.</summary>
    Unclear,
}

/// <summary>What the service knows of an operation.</summary>
public enum LookUpAnswer
{
    /// <summary>It has left.</summary>
    Sent,

    /// <summary>It is at work.</summary>
    Running,

    /// <summary>It was not sent because earlier mails to the recipient came back.</summary>
    Suppressed,

    /// <summary>It was not sent for another reason.</summary>
    Failed,

    /// <summary>It does not know the operation.</summary>
    Unknown,

    /// <summary>It did not answer.</summary>
    NoAnswer,
}

/// <summary>A row's state as the rules see it.</summary>
/// <param name="Status">How far the mail has got.</param>
/// <param name="Attempts">Calls whose outcome was not known.</param>
/// <param name="CalledAt">When the last call began.</param>
/// <param name="NotBefore">Nothing is to be done before that moment.</param>
public sealed record LedgerState(MailStatus Status, int Attempts, DateTimeOffset? CalledAt, DateTimeOffset? NotBefore);

/// <summary>
/// The decisions about a mail, so that nobody is mailed twice: a mail whose outcome is not known is looked up, and sent again only when
/// the service says that it does not know it and the earlier call can no longer arrive.
/// </summary>
/// <param name="Settle">How long after a call the service's "unknown" is believed.</param>
public sealed record LedgerRules(TimeSpan Settle)
{
    /// <summary>Calls with an unknown outcome before a person is asked.</summary>
    public const int MostAttempts = 10;

    /// <summary>How long a mail may remain unsettled before a person is asked.</summary>
    public static readonly TimeSpan LongestDoubt = TimeSpan.FromHours(24);

    /// <summary>What to do about a mail now.</summary>
    /// <param name="state">Its row; null when there is none.</param>
    /// <param name="now">The moment.</param>
    public static LedgerStep Next(LedgerState? state, DateTimeOffset now) => state switch
    {
        null or { Status: MailStatus.Skipped } => LedgerStep.Call,
        { NotBefore: { } moment } when moment > now && !IsDone(state.Status) => LedgerStep.Wait,
        { Status: MailStatus.Deferred } => LedgerStep.Call,
        { Status: MailStatus.Sending or MailStatus.Accepted } => LedgerStep.LookUp,
        _ => LedgerStep.Done,
    };

    /// <summary>True when nothing will be done about the mail any more.</summary>
    public static bool IsDone(MailStatus status) =>
        status is not (MailStatus.Skipped or MailStatus.Deferred or MailStatus.Sending or MailStatus.Accepted);

    /// <summary>The row as it must be before the service is called.</summary>
    public LedgerState Calling(LedgerState? state, DateTimeOffset now) =>
        new(MailStatus.Sending, (state?.Attempts ?? 0) + 1, now, now + Settle);

    /// <summary>The row after the service has answered.</summary>
    /// <param name="state">The row as it was before the call.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="wait">What the service asks to wait.</param>
    /// <param name="now">The moment.</param>
    public static LedgerState AfterCall(LedgerState state, CallAnswer answer, TimeSpan wait, DateTimeOffset now) => answer switch
    {
        CallAnswer.Accepted => state with { Status = MailStatus.Accepted, NotBefore = now + wait },
        // A clear no: the attempt does not count, and nothing needs to be looked up.
        CallAnswer.Deferred => state with { Status = MailStatus.Deferred, Attempts = state.Attempts - 1, NotBefore = now + wait },
        CallAnswer.Refused => state with { Status = MailStatus.Refused, NotBefore = null },
        // A clear no, and not the mail's fault: another run may send it.
        CallAnswer.NotAuthorised => state with { Status = MailStatus.Skipped, Attempts = state.Attempts - 1, NotBefore = null },
        _ => state,
    };

    /// <summary>The row after a look-up. A row that stays "Sending" and may be worked on at once is to be sent again.</summary>
    /// <param name="state">The row.</param>
    /// <param name="answer">What the service knows.</param>
    /// <param name="wait">How long to wait before asking again.</param>
    /// <param name="now">The moment.</param>
    public LedgerState AfterLookUp(LedgerState state, LookUpAnswer answer, TimeSpan wait, DateTimeOffset now)
    {
        var doubtSince = state.CalledAt ?? now;
        var isTooLong = now - doubtSince > LongestDoubt;
        return answer switch
        {
            LookUpAnswer.Sent => state with { Status = MailStatus.Sent, NotBefore = null },
            LookUpAnswer.Suppressed => state with { Status = MailStatus.Suppressed, NotBefore = null },
            LookUpAnswer.Failed => state with { Status = MailStatus.Refused, NotBefore = null },
            LookUpAnswer.Running when !isTooLong => state with { Status = MailStatus.Accepted, NotBefore = now + wait },
            LookUpAnswer.NoAnswer when !isTooLong => state with { NotBefore = now + wait },
            LookUpAnswer.Unknown when now < doubtSince + Settle => state with { NotBefore = doubtSince + Settle },
            // What the service once took is never sent again, even if it has forgotten it.
            LookUpAnswer.Unknown when state.Status == MailStatus.Sending && state.Attempts < MostAttempts => state with { NotBefore = null },
            _ => state with { Status = MailStatus.Unclear, NotBefore = null },
        };
    }

    /// <summary>Whether a look-up has shown that the mail is to be sent again now.</summary>
    public static bool IsToBeSentAgain(LedgerState state) => state is { Status: MailStatus.Sending, NotBefore: null };

    /// <summary>The status after a delivery report; a later report never makes it better than it is.</summary>
    public static MailStatus AfterReport(MailStatus status, string report) => report switch
    {
        "Delivered" or "Expanded" when status is not (MailStatus.Bounced or MailStatus.Suppressed) => MailStatus.Delivered,
        "Bounced" => MailStatus.Bounced,
        "Suppressed" => MailStatus.Suppressed,
        "Failed" or "Quarantined" or "FilteredSpam" => MailStatus.Refused,
        _ => status,
    };
}
