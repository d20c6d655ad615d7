namespace HubAutomation.Shared.Platform.Mail;

/// <summary>How many mails the service takes.</summary>
/// <param name="PerMinute">In any minute.</param>
/// <param name="PerHour">In any hour.</param>
public sealed record QuotaLimits(int PerMinute, int PerHour)
{
    /// <summary>What a new custom domain starts with.</summary>
    public static readonly QuotaLimits NewDomain = new(30, 100);

    /// <summary>What mails may use of it that anybody may have sent: a quarter, and always one.</summary>
    public QuotaLimits ShareOfAsked => new(Math.Max(1, PerMinute / 4), Math.Max(1, PerHour / 4));
}
