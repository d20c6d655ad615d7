namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>How long a test waits for what happens at once, on a machine that may be very busy.</summary>
internal static class Patience
{
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(2);
}
