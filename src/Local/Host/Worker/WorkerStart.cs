namespace HubAutomation.Local.Host.Worker;

/// <summary>What a worker is started with.</summary>
/// <param name="HostAddress">Where it calls the host.</param>
/// <param name="WorkerId">What it calls itself there.</param>
/// <param name="RequestId">The id of its start.</param>
/// <param name="AppFolder">The app's files.</param>
/// <param name="Settings">The app's settings, by configuration key.</param>
internal sealed record WorkerStart(
    Uri HostAddress, string WorkerId, string RequestId, string AppFolder, IReadOnlyDictionary<string, string?> Settings)
{
    /// <summary>Messages are not limited in size.</summary>
    public const int MaxMessageLength = int.MaxValue;
}
