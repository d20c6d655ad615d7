using System.Collections;

namespace HubAutomation.Local.Host.Rpc;

/// <summary>A line of the worker's log with the run that it belongs to, by the names that the worker itself uses.</summary>
internal readonly struct WorkerLogState(RpcLog line) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const string InvocationId = "AzureFunctions_InvocationId";

    public int Count => line.InvocationId.Length == 0 ? 1 : 2;

    public KeyValuePair<string, object?> this[int index] => index == 0 && Count == 2
        ? new(InvocationId, line.InvocationId)
        : index == Count - 1 ? new("{OriginalFormat}", line.Message) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => line.Message;
}
