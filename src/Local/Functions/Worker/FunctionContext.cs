namespace Microsoft.Azure.Functions.Worker;

/// <summary>Everything that belongs to one run of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>The id of this run, unique.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The id of the function, the same for all its runs.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed trace that the run belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>The data of the event that started the run.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>How often the run was tried before.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this run: scoped services live as long as the run.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>What the function is and takes.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>A place for middleware and function to leave things for each other.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>What the host can do for this run, by type.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the run's result is no longer wanted: the caller has gone, or the host cannot wait longer.</summary>
    public virtual CancellationToken CancellationToken { get; }
}

/// <summary>The data of the event that started a run.</summary>
public abstract class BindingContext
{
    /// <summary>By name: route values, parts of a blob's path, "instanceId" of an orchestration.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

/// <summary>How often a run was tried before.</summary>
public abstract class RetryContext
{
    /// <summary>0 for the first try.</summary>
    public abstract int RetryCount { get; }

    /// <summary>How many tries may follow the first.</summary>
    public abstract int MaxRetryCount { get; }
}

/// <summary>A place in a distributed trace (W3C Trace Context).</summary>
public abstract class TraceContext
{
    /// <summary>The traceparent value; empty when the run is not traced.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The tracestate value; empty when there is none.</summary>
    public abstract string TraceState { get; }
}

/// <summary>What the host can do for a run, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Adds or replaces a feature.</summary>
    void Set<T>(T instance);

    /// <summary>The feature of that type, or the default value.</summary>
    T? Get<T>();
}
