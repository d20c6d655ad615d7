namespace HubAutomation.Functions.Platform;

/// <summary>Where a run is: the custom status of every orchestration.</summary>
/// <param name="Step">What it does now, in words.</param>
/// <param name="Done">Parts done.</param>
/// <param name="Total">Parts in all.</param>
public sealed record RunProgress(string Step, int Done, int Total)
{
    // The host fails an orchestration whose custom status is above 16 KB.
    private const int LongestStep = 500;

    /// <summary>What it does now, in words; cut where it is too long to be shown.</summary>
    public string Step { get; init; } = Step.Length <= LongestStep ? Step : Step[..(LongestStep - 1)] + "…";
}
