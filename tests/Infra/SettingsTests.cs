using System.Reflection;
using System.Text.Json;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform;
using HubAutomation.Testing;

namespace HubAutomation.Infra.Tests;

/// <summary>What is set is read, and what is read is set: in Azure by the template, on a desk by the sample.</summary>
public class SettingsTests
{
    /// <summary>Settings that the Functions host and its extensions read, and what for.</summary>
    private static readonly Dictionary<string, string> ReadByTheHost = new()
    {
        ["AzureWebJobsStorage"] = "the host's own storage",
        ["AzureWebJobsStorage__accountName"] = "the same, by managed identity",
        ["AzureWebJobsStorage__credential"] = "says that it is a managed identity",
        ["AzureWebJobsStorage__clientId"] = "and which",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "where telemetry goes",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "by which identity",
        ["DURABLE_TASK_SCHEDULER_CONNECTION_STRING"] = "the scheduler, named by host.scheduler.json",
        ["TASKHUB_NAME"] = "its task hub, named there too",
        ["FUNCTIONS_WORKER_RUNTIME"] = "for Core Tools; in Azure it is part of the app's configuration",
    };

    /// <summary>Every record of options, found by its name.</summary>
    private static IReadOnlyList<Type> OptionRecords { get; } =
    [
        .. new[] { typeof(PlatformOptions).Assembly, typeof(PlatformServices).Assembly }
            .SelectMany(a => a.GetTypes())
            .Where(t => t.IsPublic && t.Name.EndsWith("Options", StringComparison.Ordinal) && t.Namespace!.StartsWith("HubAutomation.", StringComparison.Ordinal) && t.GetConstructor([]) is not null),
    ];

    private static IEnumerable<PropertyInfo> Options => OptionRecords.SelectMany(t => t.GetProperties()).Where(p => p.CanWrite);

    [Fact]
    public async Task What_the_hub_reads_is_set_by_the_template_or_by_the_sample_or_has_a_default()
    {
        var set = (await Templates.ReadAsync()).AppSettings.Concat(Sample()).ToHashSet();

        var unset = Options.Where(p => !HasDefault(p)).Select(NameOf).Where(name => !set.Contains(name));

        Assert.Empty(unset);
    }

    [Fact]
    public async Task What_the_template_sets_is_read_by_the_hub_or_by_the_host()
    {
        var unread = (await Templates.ReadAsync()).AppSettings.Except(ReadByTheHost.Keys).Except(Options.Select(NameOf));

        Assert.Empty(unread);
    }

    [Fact]
    public void What_the_sample_sets_is_read_by_the_hub_or_by_the_host()
    {
        var unread = Sample().Except(ReadByTheHost.Keys).Except(Options.Select(NameOf));

        Assert.Empty(unread);
    }

    [Fact]
    public async Task In_Azure_storage_is_opened_by_identity_and_families_get_a_public_address()
    {
        var set = (await Templates.ReadAsync()).AppSettings;

        Assert.Superset(new HashSet<string> { "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "PublicBaseUrl" }, set.ToHashSet());
        Assert.DoesNotContain("AzureWebJobsStorage", set);
    }

    [Fact]
    public void Nothing_reads_a_setting_past_the_records_of_options()
    {
        var lookUps = from folder in new[] { "src/Functions", "src/Shared" }
                      from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
                      where !file.EndsWith("AppSettings.cs", StringComparison.Ordinal) && !IsBuildOutput(file)
                      from line in File.ReadLines(file)
                      where line.Contains("onfiguration[", StringComparison.Ordinal) || line.Contains(".GetValue<", StringComparison.Ordinal)
                          || line.Contains("GetSection(", StringComparison.Ordinal) || line.Contains("GetConnectionString(", StringComparison.Ordinal)
                          || line.Contains("Environment.GetEnvironmentVariable", StringComparison.Ordinal)
                      select $"{Path.GetFileName(file)}: {line.Trim()}";

        Assert.Empty(lookUps);
    }

    [Fact]
    public void Every_option_is_documented()
    {
        Assert.NotEmpty(OptionRecords);
        var documentation = string.Concat(OptionRecords.Select(t => t.Assembly.Location).Distinct().Select(l => File.ReadAllText(Path.ChangeExtension(l, ".xml"))));

        Assert.All(Options, p => Assert.Contains($"P:{p.DeclaringType!.FullName}.{p.Name}\"", documentation, StringComparison.Ordinal));
    }

    private static bool HasDefault(PropertyInfo property) => property.GetValue(Activator.CreateInstance(property.DeclaringType!)) is not null;

    // Environment variables have no colons.
    private static string NameOf(PropertyInfo property) => AppSettings.NameOf(property).Replace(":", "__", StringComparison.Ordinal);

    private static IReadOnlyList<string> Sample()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("local.settings.sample.json")));
        return [.. sample.RootElement.GetProperty("Values").EnumerateObject().Select(v => v.Name)];
    }

    private static bool IsBuildOutput(string file) =>
        file.Replace('\\', '/').Split('/').Any(part => part is "bin" or "obj");
}
