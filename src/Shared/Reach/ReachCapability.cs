using HubAutomation.Shared.Platform.Composition;

namespace HubAutomation.Shared.Reach;

/// <summary>What the national reference files bring to the hub.</summary>
public static class ReachCapability
{
    /// <summary>All of it.</summary>
    public static readonly Capability Brings = new("reach", typeof(ReachCapability).Assembly) { Containers = ReachStorage.Containers };
}
