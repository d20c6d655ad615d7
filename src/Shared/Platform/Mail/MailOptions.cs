using Microsoft.Extensions.Configuration;

namespace HubAutomation.Shared.Platform.Mail;

/// <summary>The app settings that say how this deployment sends mail.</summary>
public sealed record MailOptions
{
    /// <summary>The mail service as a connection string: on a desk, where <c>UseSandbox=true</c> asks for the sandbox; never in Azure.</summary>
    [ConfigurationKeyName("Email")]
    public string? ConnectionString { get; init; }

    /// <summary>The mail service's address, when it is reached by managed identity.</summary>
    [ConfigurationKeyName("Email:endpoint")]
    public Uri? Endpoint { get; init; }

    /// <summary>Client id of the user-assigned identity that may send; none takes the app's own.</summary>
    [ConfigurationKeyName("Email:clientId")]
    public string? ClientId { get; init; }

    /// <summary>Who may be written to: "everyone" in production; else addresses and domains ("@example.gov.uk"), with semicolons between them.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public string MailRecipients
    {
        get;
        init
        {
            _ = MailAudience.Read(value, null);
            field = value;
        }
    } = "";

    /// <summary>How many mails the service takes in a minute. A new domain starts at 30.</summary>
    /// <exception cref="InvalidOperationException">It is not above 0.</exception>
    public int MailPerMinute { get; init => field = AboveZero(value, nameof(MailPerMinute)); } = 30;

    /// <summary>How many mails the service takes in an hour. A new domain starts at 100.</summary>
    /// <exception cref="InvalidOperationException">It is not above 0.</exception>
    public int MailPerHour { get; init => field = AboveZero(value, nameof(MailPerHour)); } = 100;

    /// <summary>
    /// How long after an unclear answer the service's word that it does not know a mail is believed. A call is given up after half
    /// of it, so that a mail is never sent again while the first call may still arrive.
    /// </summary>
    public TimeSpan MailSettleTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether there is a mail service at all.</summary>
    public bool IsConfigured => ConnectionString is not null || Endpoint is not null;

    /// <summary>Who may be written to. A mail service on this machine lets nothing out.</summary>
    public MailAudience Audience => MailAudience.Read(MailRecipients, ConnectionString is { } text ? EndpointOf(text) : Endpoint);

    /// <summary>What the service takes.</summary>
    public QuotaLimits Limits => new(MailPerMinute, MailPerHour);

    private static Uri? EndpointOf(string connection) =>
        connection.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(p => p.StartsWith("endpoint=", StringComparison.OrdinalIgnoreCase)) is { } part
        && Uri.TryCreate(part["endpoint=".Length..], UriKind.Absolute, out var uri) ? uri : null;

    private static int AboveZero(int number, string name) =>
        number > 0 ? number : throw new InvalidOperationException($"Setting {name} must be a whole number above 0.");
}
