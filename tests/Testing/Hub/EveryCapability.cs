using HubAutomation.Shared.Backups;
using HubAutomation.Shared.Configuration;
using HubAutomation.Shared.FundingReturns;
using HubAutomation.Shared.Messages;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Composition;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Reach;
using HubAutomation.Shared.Timetables;

namespace HubAutomation.Testing;

/// <summary>The hub with everything that it can do, for tests that need a part of it without starting the app.</summary>
internal static class EveryCapability
{
    public static readonly IReadOnlyList<Capability> All =
    [
        TimetableCapability.Brings, MessageCapability.Brings, ReturnCapability.Brings, ReachCapability.Brings, BackupCapability.Brings, ConfigurationCapability.Brings,
    ];

    public static readonly Capabilities Hub = new(All);

    /// <summary>Reads configurations as the app does.</summary>
    public static SettingsReader Settings => Hub.Settings;

    /// <summary>Connects to a storage emulator; makes no request.</summary>
    public static HubStorage Connect(string connection = "UseDevelopmentStorage=true") => Hub.Connect(new PlatformOptions { StorageConnection = connection });
}
