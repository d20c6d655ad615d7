using HubAutomation.Functions.Platform;
using HubAutomation.Shared.FundingReturns;
using HubAutomation.Shared.FundingReturns.Pages;
using HubAutomation.Shared.FundingReturns.Sources;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.FundingReturns.Steps;
using HubAutomation.Shared.FundingReturns.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Functions.FundingReturns;

/// <summary>Monthly funding-strand returns.</summary>
public static class ReturnServices
{
    /// <summary>Registers the capability, its workflows and its schedule.</summary>
    public static IServiceCollection AddFundingReturns(this IServiceCollection services)
    {
        services.AddSingleton(ReturnCapability.Brings);
        services.AddSingleton<ReturnStore>();
        services.AddSingleton<ReturnBlobs>();
        services.AddSingleton<SubmissionStore>();
        services.AddSingleton<FindingStore>();
        services.AddSingleton<AnsweredRows>();
        services.AddSingleton<WaitingList>();
        services.AddSingleton<ChainCheck>();
        services.AddSingleton<SourceFolder>();
        services.AddSingleton<TimetableFigures>();
        services.AddSingleton<ReturnSources>();
        services.AddSingleton<SourceReadings>();
        services.AddSingleton<ReturnFrames>();
        services.AddSingleton<ReturnCompiler>();
        services.AddSingleton<PeriodCompiler>();
        services.AddSingleton<ReturnFreezing>();
        services.AddSingleton<ReturnProcess>();
        services.AddSingleton<ReturnLinks>();
        services.AddSingleton<ReturnMails>();
        services.AddSingleton<ReturnDesk>();
        services.AddSingleton<ReturnWorkflows>();
        services.AddSingleton<Workflow>(provider => provider.GetRequiredService<ReturnWorkflows>().Build);
        services.AddSingleton<Workflow>(provider => provider.GetRequiredService<ReturnWorkflows>().Cancel);
        services.AddSingleton<Workflow>(provider => provider.GetRequiredService<ReturnWorkflows>().RollUp);
        services.AddSingleton(provider => new ScheduledWorkflow(ReturnWorkflows.BuildName, provider.GetRequiredService<ReturnWorkflows>().LatestDueAsync));
        return services;
    }
}
