using Azure.Data.Tables;
using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Platform.Composition;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Templates;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HubAutomation.Functions.Tests.SampleCapability;

/// <summary>
/// A capability that nobody has: families borrow toys. It has a file of settings, a table, a mail that can be stopped, a workflow with
/// parameters, a schedule and a form, and all of it stands in this folder.
/// </summary>
internal static class ToyLibrary
{
    public const string Remind = "remind-borrowers";

    private static readonly HubTable loans = new("ToyLoans", RestoreRules.Free);

    public static readonly MailTemplateKind Due = new(
        "toy-due",
        new Dictionary<string, string> { ["recipientName"] = "Toy library desk", ["toys"] = "- Wooden train\n" },
        ["toys"], ["toys"], new Subscription("toy-reminders", "reminders of toys"));

    public static readonly Capability Brings = new("toy library", typeof(ToyLibrary).Assembly)
    {
        Tables = [loans],
        Settings = [new SettingsFile<ToySettings>(ToySettings.File, ToySettings.Read)],
        Rules = static settings => settings.Toys is { Weeks: > 12 } ? [new SettingsBreach(ToySettings.File, "weeks", "must be at most 12: a toy that is longer away is lost.")] : [],
        Mails = [Due],
        Recipients = new RecipientSource(static (settings, id) => id == "toy-desk" && settings.Toys is { } toys ? new MailRecipient("Toy library desk", toys.Desk) : null, static _ => null),
    };

    extension(HubStorage storage)
    {
        public TableClient ToyLoans => storage.Of(loans);
    }

    /// <summary>What one line of Program.cs calls.</summary>
    public static IServiceCollection AddToyLibrary(this IServiceCollection services)
    {
        services.AddSingleton(Brings);
        services.AddSingleton<Workflow>(new Workflow<Reminder>(
            Remind, "Reminds borrowers of toys that are due.",
            static given => new Reminder(given.Required("toy", "which toy", TextKind.Line(100)), given.Switch("dryRun", "true to be told what would happen")),
            static (authority, given, _) => Task.FromResult<StartPlan>(new StartPlan.Start(nameof(RemindBorrowers), given, Names.Key(authority, given.Toy)))));
        services.AddSingleton(ScheduledWorkflow.Regular(Remind, nameof(RemindBorrowers), _ => null, ScheduledWorkflow.EveryDayAt(new LocalTime(7, 0))));
        return services;
    }

    /// <summary>The form by which a toy is taken out.</summary>
    public static HtmlPage Form(Authority authority) => HtmlPage.Render(authority, "Borrow a toy", 200, null, html =>
        html.Add($"<form method=\"post\"><label for=\"toy\">Which toy?</label><input id=\"toy\" name=\"toy\"><button type=\"submit\">Borrow</button></form>"));

    public static Task RemindBorrowers(TaskOrchestrationContext context) => Task.CompletedTask;

    public sealed record Reminder(string Toy, bool DryRun);
}

/// <summary>File <c>toys.json</c>.</summary>
internal sealed record ToySettings(int Weeks, string? Desk)
{
    public const string File = "toys";

    public static ToySettings Read(JsonNode root, AuthoritySettings settings)
    {
        root.AllowOnly("weeks", "desk");
        return new ToySettings(root.OptionalNumber("weeks", 1, 52, otherwise: 4), root.Address("desk", required: true));
    }
}

internal static class ToySection
{
    extension(AuthoritySettings settings)
    {
        public ToySettings? Toys => settings.Section<ToySettings>(ToySettings.File);
    }
}
