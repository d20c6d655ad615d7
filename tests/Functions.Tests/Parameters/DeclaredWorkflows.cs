using HubAutomation.Functions.Backups;
using HubAutomation.Functions.Configuration;
using HubAutomation.Functions.FundingReturns;
using HubAutomation.Functions.Messages;
using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Reach;
using HubAutomation.Functions.Timetables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Functions.Tests.Parameters;

/// <summary>Every workflow that the hub declares, put together as its Program does. Nothing answers behind its storage: what is refused is refused without it.</summary>
internal static class DeclaredWorkflows
{
    private static readonly Lazy<IReadOnlyList<Workflow>> Declared = new(Build);

    public static IReadOnlyList<Workflow> All => Declared.Value;

    public static Workflow Named(string name) => All.Single(workflow => workflow.Name == name);

    private static List<Workflow> Build()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            ["PublicBaseUrl"] = "http://hub.example",
        }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        services.AddPlatform(configuration).AddMail().AddGraph().AddTimetables().AddMessages().AddFundingReturns().AddReach().AddBackups().AddConfigurationChecks();
        return [.. services.BuildServiceProvider().GetServices<Workflow>()];
    }
}
