namespace HubAutomation.Local.TaskHub.Tests;

/// <summary>How long a test waits for what happens at once on a machine that is not busy.</summary>
internal static class Patience
{
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
}
