using System.Collections.Concurrent;

namespace HubAutomation.Local.Host.Tests;

/// <summary>What somebody who waits has been told.</summary>
internal sealed class Told : ConcurrentQueue<string>, IProgress<string>
{
    public void Report(string value) => Enqueue(value);
}
