using System.Collections.Immutable;
using System.Reflection;
using Azure.Storage.Blobs;
using HubAutomation.Local.Functions.Blobs;
using HubAutomation.Local.Functions.Durable;
using HubAutomation.Local.Functions.Http;
using HubAutomation.Local.Functions.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.Functions.Discovery;

/// <summary>Decides once how each parameter of a function is filled.</summary>
internal sealed class ParameterReader(TriggerDescription trigger, ParameterInfo triggerParameter, Action<string> mistake)
{
    /// <summary>The parameters that can be filled, in order; those that cannot are reported.</summary>
    public ImmutableArray<BoundParameter> Read(ParameterInfo[] parameters)
        => [.. parameters.Select(Read).OfType<BoundParameter>()];

    /// <summary>Whether an orchestrator's parameter is its input: the one that nothing else fills.</summary>
    public static bool IsOrchestrationInput(ParameterInfo parameter, ParameterInfo triggerParameter)
        => !AreSame(parameter, triggerParameter)
            && parameter.ParameterType != typeof(FunctionContext)
            && parameter.ParameterType != typeof(CancellationToken)
            && !parameter.IsDefined(typeof(DurableClientAttribute))
            && !parameter.IsDefined(typeof(FromBodyAttribute));

    // One method may hand out different objects for one parameter, when two threads ask for the first time at once.
    private static bool AreSame(ParameterInfo one, ParameterInfo other) => one.Position == other.Position;

    private BoundParameter? Read(ParameterInfo parameter)
    {
        if (AreSame(parameter, triggerParameter))
        {
            return ReadTrigger(parameter) is { } bind ? new BoundParameter(parameter, trigger.BindingType, bind) : Unbindable(parameter);
        }

        if (parameter.IsDefined(typeof(DurableClientAttribute)))
        {
            return ReadDurableClient(parameter);
        }

        if (parameter.IsDefined(typeof(FromBodyAttribute)))
        {
            return ReadBody(parameter);
        }

        if (parameter.ParameterType == typeof(FunctionContext))
        {
            return new BoundParameter(parameter, null, static context => ValueTask.FromResult<object?>(context));
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return new BoundParameter(parameter, null, static context => ValueTask.FromResult<object?>(context.CancellationToken));
        }

        return trigger is OrchestrationTriggerDescription ? ReadOrchestrationInput(parameter) : ReadByName(parameter);
    }

    private ParameterBinder? ReadTrigger(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return trigger switch
        {
            HttpTriggerDescription when type == typeof(HttpRequest) => static context => ValueTask.FromResult<object?>(context.Http!.Request),
            HttpTriggerDescription when type == typeof(HttpRequestData) => static context => ValueTask.FromResult<object?>(context.HttpRequestData),
            TimerTriggerDescription when type == typeof(TimerInfo) => static context => ValueTask.FromResult(context.TriggerValue),
            BlobTriggerDescription => BlobValue.BinderFor(type),
            OrchestrationTriggerDescription or ActivityTriggerDescription => static context => ValueTask.FromResult(context.TriggerValue),
            _ => null,
        };
    }

    private BoundParameter? ReadDurableClient(ParameterInfo parameter)
    {
        if (parameter.ParameterType != typeof(DurableTaskClient))
        {
            mistake($"the durable client '{parameter.Name}' must be a DurableTaskClient, not a {parameter.ParameterType.Name}");
            return null;
        }

        if (trigger is OrchestrationTriggerDescription)
        {
            mistake($"an orchestrator cannot take the durable client '{parameter.Name}': it has to do everything through its context");
            return null;
        }

        return new BoundParameter(parameter, "durableClient", static context
            => ValueTask.FromResult<object?>(DurableFunctions.Client(context.InstanceServices)));
    }

    private BoundParameter? ReadBody(ParameterInfo parameter)
    {
        if (trigger is not HttpTriggerDescription)
        {
            mistake($"'{parameter.Name}' cannot come from the body: the function is not started by HTTP");
            return null;
        }

        var type = parameter.ParameterType;
        return new BoundParameter(parameter, null, context => JsonBody.ReadAsync(context.Http!, type));
    }

    private BoundParameter? ReadOrchestrationInput(ParameterInfo parameter)
    {
        var first = ((MethodInfo)parameter.Member).GetParameters().First(p => IsOrchestrationInput(p, triggerParameter));
        if (!AreSame(first, parameter))
        {
            mistake($"an orchestrator has one input, but both '{first.Name}' and '{parameter.Name}' would be");
            return null;
        }

        return new BoundParameter(parameter, null, static context => ValueTask.FromResult(context.OrchestrationInput));
    }

    private BoundParameter? ReadByName(ParameterInfo parameter)
    {
        var name = parameter.Name!;
        var known = trigger switch
        {
            HttpTriggerDescription http => http.Route.Parameters.Any(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)),
            BlobTriggerDescription blob => blob.Path.Captures.Contains(name, StringComparer.OrdinalIgnoreCase),
            ActivityTriggerDescription => string.Equals(name, "instanceId", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
        if (!known || NamedValue.ConverterFor(parameter) is not { } convert)
        {
            return Unbindable(parameter);
        }

        return trigger is HttpTriggerDescription
            ? new BoundParameter(parameter, null, context => ValueTask.FromResult(convert(context.Http!.Request.RouteValues[name])))
            : new BoundParameter(parameter, null, context => ValueTask.FromResult(convert(context.BindingContext.BindingData[name])));
    }

    private BoundParameter? Unbindable(ParameterInfo parameter)
    {
        var possible = trigger switch
        {
            HttpTriggerDescription => "a trigger of type HttpRequest or HttpRequestData, [FromBody], route values by name",
            TimerTriggerDescription => "a trigger of type TimerInfo",
            BlobTriggerDescription => $"a trigger of type string, byte[], Stream, BinaryData or {nameof(BlobClient)}, parts of the path by name",
            _ => "the trigger",
        };
        mistake($"nothing fills the parameter '{parameter.ParameterType.Name} {parameter.Name}'; possible are {possible}, "
            + "FunctionContext, CancellationToken and [DurableClient] DurableTaskClient");
        return null;
    }
}
