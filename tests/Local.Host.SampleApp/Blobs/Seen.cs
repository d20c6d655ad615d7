using System.Collections.Concurrent;

namespace HubAutomation.Local.Host.SampleApp.Blobs;

/// <summary>What blob functions have been given. A test registers it.</summary>
public sealed class Seen : ConcurrentQueue<string>;
