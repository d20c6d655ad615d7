using System.Diagnostics;
using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Functions.Invocation;

/// <summary>
/// One run of a function. Everything that a trivial run does not need (scope, items, features, id) is made on first use,
/// because an HTTP function answers tens of thousands of requests a second.
/// </summary>
internal sealed class LocalFunctionContext : FunctionContext
{
    /// <summary>Where middleware finds the HttpContext among the items.</summary>
    public const string HttpContextItem = "HttpRequestContext";

    private readonly IServiceScopeFactory _scopes;
    private readonly IReadOnlyDictionary<string, object?>? _bindingData;
    private AsyncServiceScope? _scope;
    private IServiceProvider? _services;
    private IDictionary<object, object>? _items;
    private InvocationFeatures? _features;
    private string? _invocationId;
    private LocalBindingContext? _bindingContext;
    private LocalTraceContext? _traceContext;
    private HttpRequestData? _requestData;
    private object?[]? _arguments;
    private ulong _bound;

    public LocalFunctionContext(
        FunctionDescription function,
        IServiceScopeFactory scopes,
        CancellationToken cancellation,
        IReadOnlyDictionary<string, object?>? bindingData = null)
    {
        Function = function;
        _scopes = scopes;
        _bindingData = bindingData;
        CancellationToken = cancellation;
    }

    /// <summary>The function that runs.</summary>
    public FunctionDescription Function { get; }

    /// <summary>The request, for HTTP functions.</summary>
    public HttpContext? Http { get; init; }

    /// <summary>What the trigger brings: a TimerInfo, a blob, an activity's input, an orchestration's context.</summary>
    public object? TriggerValue { get; init; }

    /// <summary>The input of an orchestration.</summary>
    public object? OrchestrationInput { get; init; }

    /// <summary>What the function returned, or middleware put in its place.</summary>
    public object? Result { get; set; }

    public HttpRequestData? HttpRequestData
        => _requestData ??= Http is null ? null : new AspNetCoreHttpRequestData(this, Http);

    public override string InvocationId => _invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => Function.Id;

    public override TraceContext TraceContext => _traceContext ??= new LocalTraceContext(Activity.Current);

    public override BindingContext BindingContext => _bindingContext ??= new LocalBindingContext(_bindingData, Http);

    public override RetryContext RetryContext => FirstTry.Instance;

    public override CancellationToken CancellationToken { get; }

    public override IServiceProvider InstanceServices
    {
        get => _services ??= Http?.RequestServices ?? (_scope = _scopes.CreateAsyncScope()).Value.ServiceProvider;
        set => _services = value;
    }

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override IDictionary<object, object> Items
    {
        get => _items ??= Http is null ? new Dictionary<object, object>() : new Dictionary<object, object> { [HttpContextItem] = Http };
        set => _items = value;
    }

    public override IInvocationFeatures Features
    {
        get
        {
            if (_features is null)
            {
                _features = new InvocationFeatures();
                _features.Set<IFunctionInputBindingFeature>(InputBinding.Instance);
            }

            return _features;
        }
    }

    /// <summary>The run behind a context handed to middleware.</summary>
    /// <exception cref="InvalidOperationException">The context was not made by this host.</exception>
    public static LocalFunctionContext Of(FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context as LocalFunctionContext
            ?? throw new InvalidOperationException("This context does not come from the host, so that nothing is bound to it.");
    }

    /// <summary>The values for all parameters, made once.</summary>
    public async ValueTask<object?[]> BindAsync()
    {
        for (var i = 0; i < Function.Parameters.Length; i++)
        {
            var binding = BindAsync(i);
            if (!binding.IsCompletedSuccessfully)
            {
                await binding;
            }
        }

        return _arguments ?? [];
    }

    /// <summary>The value for one parameter, made once.</summary>
    public async ValueTask<object?> BindAsync(int parameter)
    {
        _arguments ??= new object?[Function.Parameters.Length];
        if ((_bound & (1UL << parameter)) == 0)
        {
            _arguments[parameter] = await Function.Parameters[parameter].Bind(this);
            _bound |= 1UL << parameter;
        }

        return _arguments[parameter];
    }

    /// <summary>Replaces the value for one parameter.</summary>
    public void Replace(int parameter, object? value)
    {
        _arguments ??= new object?[Function.Parameters.Length];
        _arguments[parameter] = value;
        _bound |= 1UL << parameter;
    }

    /// <summary>Ends the scope of the run's services, if one was opened.</summary>
    public ValueTask EndScopeAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class FirstTry : RetryContext
    {
        public static readonly FirstTry Instance = new();

        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }

    private sealed class InputBinding : IFunctionInputBindingFeature
    {
        public static readonly InputBinding Instance = new();

        public async ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context)
            => new(await Of(context).BindAsync());
    }
}
