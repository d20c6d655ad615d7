namespace HubAutomation.Local.Host.Hosting;

/// <summary>The folders of a host.</summary>
/// <param name="State">Everything that outlives the process.</param>
/// <param name="App">The app's files.</param>
internal sealed record HostFolders(string State, string App)
{
    /// <summary>Where a person puts files that are to become blobs.</summary>
    public string Drop => Path.Combine(State, "drop");
}
