namespace HubAutomation.Local.Host.Rpc;

/// <summary>An exception of the app's code, as the worker tells it: where it is written out it reads as it did there.</summary>
internal class WorkerException(string message, RpcException? details) : Exception(FirstLine(message))
{
    /// <summary>What the worker said.</summary>
    public RpcException? Details => details;

    /// <summary>The type of the exception in the worker, as far as it can be told.</summary>
    public string TypeName => WorkerExceptionText.TypeName(details) ?? GetType().FullName!;

    /// <summary>Where it was thrown, in the worker.</summary>
    public override string? StackTrace => details is null ? base.StackTrace : WorkerExceptionText.StackTrace(details);

    public override string ToString() => details is null ? base.ToString() : WorkerExceptionText.Whole(details);

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd('\r');
}
