using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Functions.Configuration;

/// <summary>Checks of the configuration as people and the clock start them.</summary>
public sealed class ConfigurationWorkflows(SettingsStore settings)
{
    /// <summary>Name of the workflow.</summary>
    public const string CheckName = "check-configuration";

    /// <summary>Says what is wrong with what is uploaded, and tells the owner.</summary>
    public static Workflow<CheckParameters> Check => new(
        CheckName, "Says what is wrong with the configuration that is uploaded, and mails it to its owner.",
        static given => new CheckParameters(given.Switch("dryRun", "true to be told what is wrong, without sending anything")),
        (authority, given, _) => Task.FromResult<StartPlan>(Start(authority, given.DryRun)));

    /// <summary>What is to be done.</summary>
    /// <param name="DryRun">Only say what is wrong.</param>
    public sealed record CheckParameters(bool DryRun);

    /// <summary>A check that is due: there are mistakes. The same mistakes are due once.</summary>
    public async Task<ScheduledStart?> LatestDueAsync(string authority, DateTimeOffset now, CancellationToken cancellation) =>
        await settings.StateAsync(authority, cancellation) is { IsRefused: true } state ? new ScheduledStart(now, state.Key, Start(authority, dryRun: false)) : null;

    private static StartPlan.Start Start(string authority, bool dryRun) =>
        new(nameof(CheckConfiguration), new CheckConfiguration.Input(authority, dryRun), Names.Key(CheckName, authority));
}
