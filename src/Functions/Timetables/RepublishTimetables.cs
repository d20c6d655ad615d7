using System.Globalization;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Timetables.Publishing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.Timetables;

/// <summary>Makes all timetables again: every morning, since dates move on, and when staff ask for it.</summary>
public static class RepublishTimetables
{
    /// <summary>Whose timetables.</summary>
    public sealed record Input(string Authority);

    /// <summary>The orchestration.</summary>
    [Function(nameof(RepublishTimetables))]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Input input)
    {
        return await RunGuard.RunAsync(context, () => PublishAsync(context, input.Authority));
    }

    private static async Task<int> PublishAsync(TaskOrchestrationContext context, string authority)
    {
        context.SetCustomStatus(new RunProgress("Publishing", 0, 1));
        var ticket = await context.CallActivityAsync<long>(nameof(TimetableActivities.TakePublishTicket), authority, Retries.Storage);
        var report = await context.CallActivityAsync<PublicationReport>(
            nameof(TimetableActivities.PublishTimetables), new TimetableActivities.PublishInput(authority, ticket), Retries.Storage);
        var summary = report.Refusal ?? string.Create(
            CultureInfo.InvariantCulture, $"{report.Sessions} sessions in {report.Documents} documents, {report.Changed} of them different from before.");
        summary += report.Configuration is { } configuration ? $" {configuration}" : "";
        await context.CallActivityAsync(
            nameof(PlatformActivities.RecordEnd), new PlatformActivities.Ending(context.InstanceId, report.Refusal is null ? "Published" : "Refused", summary), Retries.Storage);
        context.SetCustomStatus(new RunProgress("Done", 1, 1));
        return report.Changed;
    }
}
