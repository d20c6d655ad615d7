using System.Globalization;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>How the configuration of an authority stands.</summary>
/// <param name="InForce">The last valid version; null when there never was one.</param>
/// <param name="Problems">What is wrong with what is uploaded now; none when that is in force.</param>
public sealed record SettingsState(AuthoritySettings? InForce, IReadOnlyList<SettingsProblem> Problems)
{
    /// <summary>Whether what is uploaded now is refused.</summary>
    public bool IsRefused => Problems.Count > 0;

    /// <summary>Tells these mistakes from others.</summary>
    public string Key => Names.Key([.. Problems.Select(problem => problem.ToString())]);

    /// <summary>What is wrong and what holds meanwhile, in a sentence without anything of the files but their names and keys; null when nothing is wrong.</summary>
    public string? Sentence => IsRefused
        ? $"The configuration that was uploaded has {Count} and is not in use: {Where}. {Meanwhile}"
        : null;

    /// <summary>"1 mistake", "3 mistakes".</summary>
    public string Count => Problems.Count == 1 ? "1 mistake" : string.Create(CultureInfo.InvariantCulture, $"{Problems.Count} mistakes");

    /// <summary>What holds as long as it is not mended.</summary>
    public string Meanwhile => InForce is { Since: { } since }
        ? $"The version accepted on {London.Describe(since.ToDateTimeOffset())} stays in force."
        : "There is no version that could be in force, so the authority is not served.";

    private string Where => $"{Problems[0].File}, {Problems[0].Key}" + (Problems.Count == 1 ? "" : " and others");
}
