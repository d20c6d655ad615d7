using System.Text.Json.Nodes;
using HubAutomation.Testing;

namespace HubAutomation.Infra.Tests;

/// <summary>A package holds one of two host.json: what differs between them is where orchestrations are kept, and nothing else.</summary>
public class HostSettingsTests
{
    [Fact]
    public void For_the_scheduler_nothing_is_different_but_the_provider_and_its_hub()
    {
        var (storage, scheduler) = (Read("host.json"), Read("host.scheduler.json"));

        Assert.True(DurableTask(scheduler).Remove("hubName"));
        Assert.True(DurableTask(scheduler).Remove("storageProvider"));

        Assert.True(JsonNode.DeepEquals(storage, scheduler));
    }

    [Fact]
    public void By_default_no_provider_and_no_hub_is_named()
    {
        var settings = DurableTask(Read("host.json"));

        Assert.DoesNotContain("hubName", settings);
        Assert.DoesNotContain("storageProvider", settings);
    }

    [Fact]
    public async Task The_settings_that_lead_to_the_scheduler_are_set_by_the_template()
    {
        var settings = DurableTask(Read("host.scheduler.json"));
        string[] named = [settings["hubName"]!.GetValue<string>().Trim('%'), settings["storageProvider"]!["connectionStringName"]!.GetValue<string>()];

        Assert.Subset((await Templates.ReadAsync()).AppSettings.ToHashSet(), named.ToHashSet());
    }

    [Fact]
    public async Task No_setting_reaches_past_the_package()
    {
        var set = (await Templates.ReadAsync()).AppSettings;

        Assert.DoesNotContain(set, name => name.StartsWith("AzureFunctionsJobHost", StringComparison.Ordinal));
    }

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(Repository.PathOf($"src/Functions/{file}")))!.AsObject();

    private static JsonObject DurableTask(JsonObject host) => host["extensions"]!["durableTask"]!.AsObject();
}
