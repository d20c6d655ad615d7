using System.Collections;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Functions.Invocation;

/// <summary>The data of the event: what the trigger knows, or a request's route values, query and headers.</summary>
internal sealed class LocalBindingContext(IReadOnlyDictionary<string, object?>? data, HttpContext? http) : BindingContext
{
    private IReadOnlyDictionary<string, object?>? _data = data;

    public override IReadOnlyDictionary<string, object?> BindingData => _data ??= FromRequest(http);

    private static Dictionary<string, object?> FromRequest(HttpContext? http)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (http is null)
        {
            return data;
        }

        foreach (var (name, value) in http.Request.RouteValues)
        {
            data[name] = value;
        }

        data["Query"] = JsonSerializer.Serialize(http.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()));
        data["Headers"] = JsonSerializer.Serialize(http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()));
        return data;
    }
}

/// <summary>The place of a run in the trace that was current when it was first asked for.</summary>
internal sealed class LocalTraceContext(Activity? activity) : TraceContext
{
    public override string TraceParent { get; } = activity?.Id ?? string.Empty;

    public override string TraceState { get; } = activity?.TraceStateString ?? string.Empty;
}

/// <summary>Features by type.</summary>
internal sealed class InvocationFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = [];

    public void Set<T>(T instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _features[typeof(T)] = instance;
    }

    public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The result of a run, as middleware sees it.</summary>
internal sealed class LocalInvocationResult(LocalFunctionContext context) : InvocationResult
{
    public override object? Value
    {
        get => context.Result;
        set => context.Result = value;
    }
}

/// <summary>The result of a run as <typeparamref name="T"/>.</summary>
internal sealed class LocalInvocationResult<T>(LocalFunctionContext context) : InvocationResult<T>
{
    public override T? Value
    {
        get => context.Result switch
        {
            null => default,
            T value => value,
            var other => throw new InvalidOperationException(
                $"The result of '{context.Function.Name}' is a {other.GetType()}, not a {typeof(T)}."),
        };
        set => context.Result = value;
    }
}

/// <summary>The value for one parameter, as middleware sees it.</summary>
internal sealed class LocalInputBindingData<T> : InputBindingData<T>
{
    private readonly LocalFunctionContext _context;
    private readonly int _parameter;
    private T? _value;

    private LocalInputBindingData(LocalFunctionContext context, BindingMetadata metadata, int parameter, T? value)
    {
        _context = context;
        _parameter = parameter;
        _value = value;
        BindingMetadata = metadata;
    }

    public override BindingMetadata BindingMetadata { get; }

    public override T? Value
    {
        get => _value;
        set => _context.Replace(_parameter, _value = value);
    }

    public static async ValueTask<InputBindingData<T>> BindAsync(LocalFunctionContext context, BindingMetadata metadata)
    {
        var parameter = context.Function.IndexOf(metadata.Name);
        if (parameter < 0)
        {
            throw new InvalidOperationException($"'{context.Function.Name}' has no parameter '{metadata.Name}'.");
        }

        return await context.BindAsync(parameter) switch
        {
            null => new LocalInputBindingData<T>(context, metadata, parameter, default),
            T value => new LocalInputBindingData<T>(context, metadata, parameter, value),
            var other => throw new InvalidOperationException(
                $"The parameter '{metadata.Name}' of '{context.Function.Name}' is a {other.GetType()}, not a {typeof(T)}."),
        };
    }
}
