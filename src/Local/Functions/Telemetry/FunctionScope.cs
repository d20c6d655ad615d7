using System.Collections;
using HubAutomation.Local.Functions.Invocation;

namespace HubAutomation.Local.Functions.Telemetry;

/// <summary>
/// The scope that all log lines of a run carry, with the names that the real worker gives. The id is asked for only by loggers
/// that write scopes, because making one costs more than a trivial run.
/// </summary>
internal sealed class FunctionScope(LocalFunctionContext run) : IReadOnlyList<KeyValuePair<string, object>>
{
    private const string InvocationId = "AzureFunctions_InvocationId";
    private const string FunctionName = "AzureFunctions_FunctionName";

    public int Count => 2;

    public KeyValuePair<string, object> this[int index] => index switch
    {
        0 => new(InvocationId, run.InvocationId),
        1 => new(FunctionName, run.Function.Name),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
    {
        yield return this[0];
        yield return this[1];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{FunctionName}:{run.Function.Name} {InvocationId}:{run.InvocationId}";
}
