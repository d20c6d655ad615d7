using HubAutomation.Shared.Platform.Composition;

namespace HubAutomation.Shared.Configuration;

/// <summary>What checks of the configuration bring to the hub.</summary>
public static class ConfigurationCapability
{
    /// <summary>All of it.</summary>
    public static readonly Capability Brings = new("configuration checks", typeof(ConfigurationCapability).Assembly) { Mails = [ConfigurationMail.Refused] };
}
