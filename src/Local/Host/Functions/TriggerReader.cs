using System.Collections.Immutable;
using HubAutomation.Local.Host.Blobs;
using HubAutomation.Local.Host.Timers;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Functions;

/// <summary>Reads a function's trigger from its binding.</summary>
/// <param name="settings">What %Name% stands for.</param>
/// <param name="routePrefix">The host's route prefix, without slashes at its ends.</param>
/// <param name="servesHttp">Whether the worker listens for HTTP itself.</param>
internal sealed class TriggerReader(IConfiguration settings, string routePrefix, bool servesHttp)
{
    /// <exception cref="FormatException">It cannot be hosted; the message says why.</exception>
    public TriggerDescription Read(string function, FunctionBinding binding) => binding switch
    {
        _ when binding.Is("httpTrigger") => ReadHttp(function, binding),
        _ when binding.Is("timerTrigger") => ReadTimer(binding),
        _ when binding.Is("blobTrigger") => ReadBlob(binding),
        _ when binding.Is("orchestrationTrigger") => new OrchestrationTriggerDescription(binding.Name, TaskName(binding, "orchestration", function)),
        _ when binding.Is("activityTrigger") => new ActivityTriggerDescription(binding.Name, TaskName(binding, "activity", function)),
        _ => throw new FormatException($"the local host does not know the trigger '{binding.Type}'"),
    };

    private static string TaskName(FunctionBinding binding, string property, string function) =>
        binding.Text(property) is { Length: > 0 } name ? name : function;

    private HttpTriggerDescription ReadHttp(string function, FunctionBinding binding)
    {
        if (!servesHttp)
        {
            throw new FormatException("HTTP functions need builder.ConfigureFunctionsWebApplication() in Program.cs");
        }

        var route = SettingExpressions.Resolve(binding.Text("route") ?? function, settings).Trim('/');
        var full = routePrefix.Length == 0 ? route : $"{routePrefix}/{route}";
        try
        {
            var methods = binding.Texts("methods").Select(m => m.ToUpperInvariant()).Distinct().ToImmutableArray();
            return new HttpTriggerDescription(binding.Name, RoutePatternFactory.Parse(full), methods, ReadLevel(binding.Text("authLevel")));
        }
        catch (RoutePatternException error)
        {
            throw new FormatException($"the route '{full}' cannot be read: {error.Message}", error);
        }
    }

    private static AccessLevel ReadLevel(string? text) => text is null
        ? AccessLevel.Function
        : Enum.TryParse<AccessLevel>(text, ignoreCase: true, out var level)
            ? level
            : throw new FormatException($"the local host does not know the access level '{text}'");

    private TimerTriggerDescription ReadTimer(FunctionBinding binding)
    {
        var text = binding.Text("schedule") ?? throw new FormatException("the timer has no schedule");
        var schedule = TimerSchedule.Parse(SettingExpressions.Resolve(text, settings), ScheduleZone.Of(settings));
        return new TimerTriggerDescription(
            binding.Name, schedule, binding.Flag("runOnStartup"), binding.Flag("useMonitor", otherwise: true) && !schedule.IsFrequent);
    }

    private BlobTriggerDescription ReadBlob(FunctionBinding binding)
    {
        var path = binding.Text("path") ?? binding.Text("blobPath") ?? throw new FormatException("the blob trigger has no path");
        return new BlobTriggerDescription(
            binding.Name, BlobPathPattern.Parse(SettingExpressions.Resolve(path, settings)), binding.Text("connection") ?? string.Empty);
    }
}
