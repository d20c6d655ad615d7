using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using HubAutomation.Local.Functions.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Functions.Discovery;

/// <summary>Makes the value for one parameter of a run.</summary>
internal delegate ValueTask<object?> ParameterBinder(LocalFunctionContext context);

/// <summary>A parameter and how it is filled.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="BindingType">The kind of binding, such as "durableClient"; null for what is no binding, such as a token.</param>
/// <param name="Bind">Makes its value.</param>
internal sealed record BoundParameter(ParameterInfo Parameter, string? BindingType, ParameterBinder Bind);

/// <summary>A function of the app: what starts it, how its parameters are filled and how its method is called.</summary>
internal sealed class FunctionDescription
{
    private readonly MethodInvoker _invoker;
    private readonly ObjectFactory? _factory;
    private readonly Func<object?, ValueTask<object?>> _readReturn;

    public FunctionDescription(string name, MethodInfo method, TriggerDescription trigger, ImmutableArray<BoundParameter> parameters)
    {
        Name = name;
        Method = method;
        Trigger = trigger;
        Parameters = parameters;
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}|{EntryPoint}")))[..16];
        Definition = new LocalFunctionDefinition(this);
        _invoker = MethodInvoker.Create(method);
        _factory = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.ReflectedType!, Type.EmptyTypes);
        _readReturn = ReturnValue.ReaderFor(method.ReturnType);
    }

    public string Name { get; }

    public string Id { get; }

    public MethodInfo Method { get; }

    public string EntryPoint => $"{Method.ReflectedType!.FullName}.{Method.Name}";

    public TriggerDescription Trigger { get; }

    public ImmutableArray<BoundParameter> Parameters { get; }

    public FunctionDefinition Definition { get; }

    /// <summary>The place of the parameter of that name, or -1.</summary>
    public int IndexOf(string parameter)
    {
        for (var i = 0; i < Parameters.Length; i++)
        {
            if (string.Equals(Parameters[i].Parameter.Name, parameter, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// Fills the parameters, calls the method and keeps its result. Awaits nothing but what binding and function await, and
    /// always on the caller's context: an orchestrator's turn must not leave its thread.
    /// </summary>
    public async Task CallAsync(LocalFunctionContext context)
    {
        var arguments = await context.BindAsync();
        var instance = _factory?.Invoke(context.InstanceServices, null);
        context.Result = await _readReturn(_invoker.Invoke(instance, arguments.AsSpan()));
    }
}
