using HubAutomation.Shared.Configuration;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Configuration;

/// <summary>The steps of <see cref="CheckConfiguration"/>; what they do is in HubAutomation.Shared.</summary>
public sealed class ConfigurationActivities(ConfigurationMail mail)
{
    /// <summary>Looks at the configuration, and puts the mail to its owner ready.</summary>
    [Function(nameof(LookAtConfiguration))]
    public Task<ConfigurationFound> LookAtConfiguration([ActivityTrigger] string authority, FunctionContext context) =>
        mail.PrepareAsync(authority, context.CancellationToken);
}
