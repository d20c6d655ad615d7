using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.Platform.Mail;

/// <summary>
/// Who this deployment may write to. Nobody, unless a setting says so, so that a test system with a copy of real data never mails a
/// parent. A mail service on this machine (the sandbox) lets nothing out, so everybody is allowed there.
/// </summary>
public sealed record MailAudience
{
    /// <summary>Allows nobody.</summary>
    public static readonly MailAudience Nobody = new();

    private bool IsEveryone { get; init; }

    private IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>Reads setting <c>MailRecipients</c>.</summary>
    /// <param name="setting">"everyone" in production; else addresses and domains ("@example.gov.uk"), with semicolons between them.</param>
    /// <param name="service">Where the mail service is.</param>
    /// <exception cref="InvalidOperationException">The setting holds something else.</exception>
    public static MailAudience Read(string? setting, Uri? service)
    {
        var parts = (setting ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Addresses.Normalise).ToList();
        if (service is { IsLoopback: true } || parts is ["everyone"])
        {
            return new MailAudience { IsEveryone = true };
        }

        return parts.All(p => Addresses.IsAddress(p[0] == '@' ? "any" + p : p))
            ? new MailAudience { Allowed = parts }
            : throw new InvalidOperationException(
                "The setting MailRecipients must be \"everyone\", or addresses and domains like \"@example.gov.uk\" with semicolons between them.");
    }

    /// <summary>Whether an address may be written to.</summary>
    public bool Allows(string address)
    {
        var normal = Addresses.Normalise(address);
        return IsEveryone || Allowed.Contains(normal) || Allowed.Contains(normal[normal.IndexOf('@', StringComparison.Ordinal)..]);
    }
}
