using HubAutomation.Shared.Platform.Composition;

namespace HubAutomation.Shared.Backups;

/// <summary>What copies of the tables bring to the hub.</summary>
public static class BackupCapability
{
    /// <summary>All of it.</summary>
    public static readonly Capability Brings = new("backups", typeof(BackupCapability).Assembly) { Containers = BackupStorage.Containers };
}
