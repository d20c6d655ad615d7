namespace HubAutomation.Functions.Platform;

/// <summary>Where a run is: the custom status of every orchestration.</summary>
/// <param name="Step">What it does now, in words.</param>
/// <param name="Done">Parts done.</param>
/// <param name="Total">Parts in all.</param>
public sealed record RunProgress(string Step, int Done, int Total);
