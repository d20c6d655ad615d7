using System.Globalization;
using HubAutomation.Shared.Platform.Mail.Quota;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Shared.Platform.Mail;

/// <summary>How this deployment sends mail, from the app's settings.</summary>
public sealed record MailOptions
{
    /// <summary>Setting <c>Email</c>: a connection string of the mail service; null when not given.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Setting <c>Email__endpoint</c>: the mail service, used with managed identity; null when not given.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Setting <c>Email__clientId</c>: which user-assigned identity; null for the system-assigned one.</summary>
    public string? ClientId { get; init; }

    /// <summary>Setting <c>MailRecipients</c>: who may be written to.</summary>
    public MailAudience Audience { get; init; } = MailAudience.Nobody;

    /// <summary>Settings <c>MailPerMinute</c> and <c>MailPerHour</c>: what the service allows. A new domain starts at 30 and 100.</summary>
    public QuotaLimits Limits { get; init; } = QuotaLimits.NewDomain;

    /// <summary>
    /// Setting <c>MailSettleTime</c>: how long after an unclear answer the service's word that it does not know a mail is believed.
    /// A call is given up after half of it, so that a mail is never sent again while the first call may still arrive.
    /// </summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether there is a mail service at all.</summary>
    public bool IsConfigured => ConnectionString is not null || Endpoint is not null;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">One of them makes no sense; the message names it.</exception>
    public static MailOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var connection = configuration["Email"] is { Length: > 0 } text ? text : null;
        var endpoint = configuration["Email:endpoint"] is { Length: > 0 } address ? new Uri(address) : null;
        return new MailOptions
        {
            ConnectionString = connection,
            Endpoint = endpoint,
            ClientId = configuration["Email:clientId"],
            Audience = MailAudience.Read(configuration["MailRecipients"], connection is not null ? EndpointOf(connection) : endpoint),
            Limits = new QuotaLimits(Number(configuration, "MailPerMinute", 30), Number(configuration, "MailPerHour", 100)),
            SettleTime = configuration.GetValue("MailSettleTime", TimeSpan.FromMinutes(1)),
        };
    }

    private static Uri? EndpointOf(string connection) =>
        connection.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(p => p.StartsWith("endpoint=", StringComparison.OrdinalIgnoreCase)) is { } part
        && Uri.TryCreate(part["endpoint=".Length..], UriKind.Absolute, out var uri) ? uri : null;

    private static int Number(IConfiguration configuration, string name, int otherwise) =>
        configuration[name] is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new InvalidOperationException($"The setting {name} must be a whole number above 0.");
}
