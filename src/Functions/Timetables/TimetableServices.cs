using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Timetables;
using HubAutomation.Shared.Timetables.Changes;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Published;
using HubAutomation.Shared.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Receipts;
using HubAutomation.Shared.Timetables.Upload;
using HubAutomation.Shared.Timetables.UploadLinks;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HubAutomation.Functions.Timetables;

/// <summary>Partner timetables: from blobs to what families see.</summary>
public static class TimetableServices
{
    /// <summary>Registers the capability, its workflows and its schedules.</summary>
    public static IServiceCollection AddTimetables(this IServiceCollection services)
    {
        services.AddSingleton(TimetableCapability.Brings);
        services.AddSingleton<TimetableIntake>();
        services.AddSingleton<FileClaims>();
        services.AddSingleton<StandingFiles>();
        services.AddSingleton<Losses>();
        services.AddSingleton<SessionMerge>();
        services.AddSingleton<SessionCatalogue>();
        services.AddSingleton<PublishTickets>();
        services.AddSingleton<TimetablePublisher>();
        services.AddSingleton<PublishedTimetables>();
        services.AddSingleton<TimetableHistory>();
        services.AddSingleton<ReceiptMail>();
        services.AddSingleton<TimetableConclusion>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<MisplacedFiles>();
        services.AddSingleton<TimetableStopReport>();
        services.AddSingleton(provider => new StopReport(provider.GetRequiredService<TimetableStopReport>().TellAsync));
        services.AddSingleton<UploadDrafts>();
        services.AddSingleton<SendQuestions>();
        services.AddSingleton<UploadReceipts>();
        services.AddSingleton<UploadLinkMail>();
        services.AddSingleton<UploadWorkflows>();
        services.AddSingleton<Workflow>(provider => provider.GetRequiredService<UploadWorkflows>().Links);
        services.AddSingleton<TimetableWorkflows>();
        services.AddSingleton<Workflow>(provider => provider.GetRequiredService<TimetableWorkflows>().Ingest);
        services.AddSingleton<Workflow>(provider => provider.GetRequiredService<TimetableWorkflows>().Withdraw);
        services.AddSingleton<Workflow>(provider => provider.GetRequiredService<TimetableWorkflows>().Sweep);
        services.AddSingleton<Workflow>(provider => provider.GetRequiredService<TimetableWorkflows>().Publish);
        services.AddSingleton(provider => SweepInbox.Schedule(provider.GetRequiredService<BlobTries>()));
        services.AddSingleton(ScheduledWorkflow.Regular(
            TimetableWorkflows.PublishName, nameof(RepublishTimetables), authority => new RepublishTimetables.Input(authority),
            ScheduledWorkflow.EveryDayAt(new LocalTime(5, 0))));
        return services;
    }
}
