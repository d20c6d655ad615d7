using System.Collections.Immutable;
using System.Reflection;
using HubAutomation.Local.Functions.Blobs;
using HubAutomation.Local.Functions.Invocation;
using HubAutomation.Local.Functions.Timers;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Functions.Discovery;

/// <summary>Reads a function's trigger attribute.</summary>
/// <param name="settings">What %Name% stands for.</param>
/// <param name="routePrefix">The host's route prefix, without slashes at its ends.</param>
/// <param name="servesHttp">Whether the app has called ConfigureFunctionsWebApplication.</param>
internal sealed class TriggerReader(IConfiguration settings, string routePrefix, bool servesHttp)
{
    /// <summary>The trigger, or null after <paramref name="mistake"/> was told what is wrong with it.</summary>
    public TriggerDescription? Read(
        string function, MethodInfo method, ParameterInfo parameter, TriggerBindingAttribute attribute, Action<string> mistake)
    {
        try
        {
            return attribute switch
            {
                HttpTriggerAttribute http => ReadHttp(function, http, mistake),
                TimerTriggerAttribute timer => ReadTimer(timer),
                BlobTriggerAttribute blob => ReadBlob(blob),
                OrchestrationTriggerAttribute orchestration => ReadOrchestration(function, method, parameter, orchestration, mistake),
                ActivityTriggerAttribute activity => new ActivityTriggerDescription(
                    activity.Activity ?? function, parameter.ParameterType, ReturnValue.ValueType(method.ReturnType)),
                _ => throw new FormatException($"the local host does not know the trigger {attribute.GetType().Name}"),
            };
        }
        catch (FormatException error)
        {
            mistake(error.Message);
            return null;
        }
    }

    private HttpTriggerDescription? ReadHttp(string function, HttpTriggerAttribute http, Action<string> mistake)
    {
        if (!servesHttp)
        {
            mistake("HTTP functions need builder.ConfigureFunctionsWebApplication() in Program.cs");
            return null;
        }

        var route = SettingExpressions.Resolve(http.Route ?? function, settings).Trim('/');
        var full = routePrefix.Length == 0 ? route : $"{routePrefix}/{route}";
        try
        {
            var methods = (http.Methods ?? []).Select(m => m.ToUpperInvariant()).Distinct().ToImmutableArray();
            return new HttpTriggerDescription(RoutePatternFactory.Parse(full), methods, http.AuthLevel);
        }
        catch (RoutePatternException error)
        {
            mistake($"the route '{full}' cannot be read: {error.Message}");
            return null;
        }
    }

    private TimerTriggerDescription ReadTimer(TimerTriggerAttribute timer)
    {
        var schedule = TimerSchedule.Parse(SettingExpressions.Resolve(timer.Schedule, settings), ScheduleZone.Of(settings));
        return new TimerTriggerDescription(schedule, timer.RunOnStartup, timer.UseMonitor && !schedule.IsFrequent);
    }

    private BlobTriggerDescription ReadBlob(BlobTriggerAttribute blob)
        => new(BlobPathPattern.Parse(SettingExpressions.Resolve(blob.BlobPath, settings)), blob.Connection ?? string.Empty);

    private static OrchestrationTriggerDescription? ReadOrchestration(
        string function, MethodInfo method, ParameterInfo parameter, OrchestrationTriggerAttribute orchestration, Action<string> mistake)
    {
        if (parameter.ParameterType != typeof(TaskOrchestrationContext))
        {
            mistake($"the orchestration trigger '{parameter.Name}' must be a TaskOrchestrationContext, not a {parameter.ParameterType.Name}");
            return null;
        }

        var input = method.GetParameters().FirstOrDefault(p => ParameterReader.IsOrchestrationInput(p, parameter));
        return new OrchestrationTriggerDescription(
            orchestration.Orchestration ?? function, input?.ParameterType ?? typeof(object), ReturnValue.ValueType(method.ReturnType));
    }
}
