using HubAutomation.Local.Host.SampleApp;
using HubAutomation.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Host.Tests.Kit;

/// <summary>The sample app in the test's process, without the functions that start by themselves unless a test asks for them.</summary>
internal static class Sample
{
    /// <summary>What needs a storage.</summary>
    public const string FileDropped = "FileDropped";

    /// <summary>What ticks.</summary>
    public const string Tick = "Tick";

    private static readonly string[] StartByThemselves = [FileDropped, Tick];

    public static Task<TestApp> StartAsync(
        Action<LocalHostOptions>? options = null, Action<IServiceCollection>? build = null, DateTimeOffset? now = null, params string[] with) =>
        TestApp.StartAsync(
            typeof(CopyFiles).Assembly,
            host =>
            {
                options?.Invoke(host);
                var settings = StartByThemselves.Except(with).ToDictionary(f => $"AzureWebJobs.{f}.Disabled", string? (_) => "true");
                foreach (var (key, value) in host.Settings)
                {
                    settings[key] = value;
                }

                host.Settings = settings;
            },
            build,
            now);
}
