namespace Microsoft.Azure.Functions.Worker.Middleware;

#pragma warning disable CA1711 // The real name.
/// <summary>A step of the way to the function.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);
#pragma warning restore CA1711

/// <summary>Runs around functions.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Does its work and calls <paramref name="next"/>, or does not and so keeps the function from running.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
