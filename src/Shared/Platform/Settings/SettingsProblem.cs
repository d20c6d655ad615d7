namespace HubAutomation.Shared.Platform.Settings;

/// <summary>What is wrong in a configuration file: names the file, the key and what is allowed.</summary>
/// <param name="File">"places.json".</param>
/// <param name="Key">Path of the key: "places[3].openingHours.monday".</param>
/// <param name="Rule">What is wrong and what is allowed, as a sentence.</param>
public sealed record SettingsProblem(string File, string Key, string Rule)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}, {Key}: {Rule}";
}
