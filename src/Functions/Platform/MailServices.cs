using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Ledger;
using HubAutomation.Shared.Platform.Mail.Quota;
using HubAutomation.Shared.Platform.Mail.Reports;
using HubAutomation.Shared.Platform.Mail.Sending;
using HubAutomation.Shared.Platform.Mail.Subscriptions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Functions.Platform;

/// <summary>Mail, for every workflow.</summary>
public static class MailServices
{
    /// <summary>Registers mail; the settings are read when the first mail is sent.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddSingleton(provider => AppSettings.Read<MailOptions>(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<AddressHash>();
        services.AddSingleton<SuppressionList>();
        services.AddSingleton<Unsubscriptions>();
        services.AddSingleton<MailLedger>();
        services.AddSingleton<MailingStore>();
        services.AddSingleton<QuotaStore>();
        services.AddSingleton<MailService>();
        services.AddSingleton<MailDispatch>();
        services.AddSingleton<DeliveryReports>();
        return services;
    }
}
