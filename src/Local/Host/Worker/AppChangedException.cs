namespace HubAutomation.Local.Host.Worker;

/// <summary>A worker that was started again has other functions than the host was started for.</summary>
internal sealed class AppChangedException() : Exception("The app's functions have changed since the host was started. Start it again.");
