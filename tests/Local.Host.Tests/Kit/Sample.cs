using System.Reflection;
using HubAutomation.Local.Host.SampleApp;
using HubAutomation.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Host.Tests.Kit;

/// <summary>The sample app in the test's process, without the functions that start by themselves unless a test asks for them.</summary>
internal static class Sample
{
    /// <summary>What needs a storage.</summary>
    public const string FileDropped = "FileDropped";

    /// <summary>What ticks.</summary>
    public const string Tick = "Tick";

    private static readonly IReadOnlyList<string> StartByThemselves =
        [.. typeof(CopyFiles).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(p => p.IsDefined(typeof(TimerTriggerAttribute)) || p.IsDefined(typeof(BlobTriggerAttribute))))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)];

    /// <summary>The settings that leave out what starts by itself, but for what is named.</summary>
    public static Dictionary<string, string?> Without(params IEnumerable<string> with) =>
        StartByThemselves.Except(with).ToDictionary(name => $"AzureWebJobs.{name}.Disabled", string? (_) => "true");

    public static Task<TestApp> StartAsync(
        Action<LocalHostOptions>? options = null, Action<IServiceCollection>? build = null, DateTimeOffset? now = null, params string[] with) =>
        TestApp.StartAsync(
            typeof(CopyFiles).Assembly,
            host =>
            {
                options?.Invoke(host);
                var settings = Without(with);
                foreach (var (key, value) in host.Settings)
                {
                    settings[key] = value;
                }

                host.Settings = settings;
            },
            build,
            now);
}
