using System.Reflection;
using HubAutomation.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Host.Tests.Kit;

/// <summary>Starts the app that the tests of the local host run.</summary>
internal static class SampleApp
{
    private static readonly Assembly App = typeof(Local.Host.SampleApp.Approve).Assembly;

    // Functions that start by themselves would disturb every test that is not about them.
    private static readonly IReadOnlyList<string> SelfStarting =
        [.. App.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(p => p.IsDefined(typeof(TimerTriggerAttribute)) || p.IsDefined(typeof(BlobTriggerAttribute))))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)];

    /// <summary>Starts it with those of its timer and blob functions alone that are named.</summary>
    /// <param name="on">Their names.</param>
    /// <param name="options">What else is to differ.</param>
    /// <param name="build">What to change of its services.</param>
    /// <param name="now">What the clock shows at first.</param>
    public static Task<TestApp> StartAsync(
        IReadOnlyCollection<string> on, Action<LocalHostOptions>? options = null, Action<IServiceCollection>? build = null, DateTimeOffset? now = null) =>
        TestApp.StartAsync(
            App,
            given =>
            {
                options?.Invoke(given);
                var settings = SelfStarting.Except(on).ToDictionary(name => $"AzureWebJobs.{name}.Disabled", string? (_) => "true");
                foreach (var (key, value) in given.Settings)
                {
                    settings[key] = value;
                }

                given.Settings = settings;
            },
            build,
            now);
}
