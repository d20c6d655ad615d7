using System.Collections;

namespace HubAutomation.Local.DurableTask.Engine.Observing;

/// <summary>The scope that all log lines of an orchestration's turns and activities carry, those of the application included.</summary>
internal sealed class InstanceScope(string instanceId) : IReadOnlyList<KeyValuePair<string, object>>
{
    /// <summary>The name of the scope's only value.</summary>
    public const string Key = "InstanceId";

    public int Count => 1;

    public KeyValuePair<string, object> this[int index] =>
        index == 0 ? new KeyValuePair<string, object>(Key, instanceId) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{Key}:{instanceId}";
}
