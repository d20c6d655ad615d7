using System.Text;
using System.Text.Json;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Composition;
using HubAutomation.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HubAutomation.Functions.Tests.SampleCapability;

/// <summary>A new capability is added by a folder of its own and one line of Program.cs: no file of the platform knows it.</summary>
public sealed class NewCapabilityTests
{
    private static readonly LocalDate Today = new(2026, 11, 29);

    private readonly IServiceProvider services = new ServiceCollection().AddToyLibrary().BuildServiceProvider();

    private Capabilities Hub => new([.. EveryCapability.All, .. services.GetServices<Capability>()]);

    [Fact]
    public void Its_table_is_made_with_the_others_and_copied_each_night()
    {
        var storage = Hub.Connect(new PlatformOptions { StorageConnection = "UseDevelopmentStorage=true" });

        Assert.Contains("ToyLoans", storage.Tables.Select(table => table.Name));
        Assert.Contains("ToyLoans", storage.TablesToKeep.Select(table => table.Name));
        Assert.Equal("ToyLoans", storage.ToyLoans.Name);
    }

    [Theory]
    [InlineData("""{ "weeks": 6, "desk": "toys@halton.example.gov.uk" }""", null)]
    [InlineData("""{ "weeks": 20, "desk": "toys@halton.example.gov.uk" }""", "toys.json, weeks: must be at most 12: a toy that is longer away is lost.")]
    [InlineData("""{ "weeks": 6, "desk": "toys" }""", "toys.json, desk: \"toys\" is not a mail address like team@example.gov.uk.")]
    [InlineData("""{ "weeks": 6, "desk": "toys@halton.example.gov.uk", "week": 4 }""", "toys.json, week: is not known here. Allowed: weeks, desk.")]
    [InlineData(null, null)]
    public void Its_file_of_settings_is_read_and_checked_with_the_others(string? file, string? problem)
    {
        var files = Directory.GetFiles(Repository.PathOf("samples/configuration/halton"), "*.json").ToDictionary(path => Path.GetFileName(path), File.ReadAllText);
        if (file is not null)
            files["toys.json"] = file;

        var (settings, problems) = Hub.Settings.Read("halton", files, Today);

        Assert.Equal(problem is null ? [] : [problem], problems.Select(found => found.ToString()));
        if (problem is null)
            Assert.Equal(file is null ? null : 6, settings!.Toys?.Weeks);
    }

    [Fact]
    public void Its_mail_is_written_by_the_one_layout_goes_to_whom_it_names_and_can_be_stopped()
    {
        var files = Directory.GetFiles(Repository.PathOf("samples/configuration/halton"), "*.json").ToDictionary(path => Path.GetFileName(path), File.ReadAllText);
        files["toys.json"] = """{ "desk": "toys@halton.example.gov.uk" }""";
        var settings = Hub.Settings.Read("halton", files, Today).Settings!;

        Assert.Equal("Toys are due", settings.MailTemplates["toy-due"].Fill(ToyLibrary.Due.Variables).Subject);
        Assert.Equal("toys@halton.example.gov.uk", Hub.Recipients.Find(settings, "toy-desk")?.Email);
        Assert.Equal("reminders of toys", Hub.Subscriptions.Find("toy-reminders")?.What);
        Assert.Contains("Which toy?", Encoding.UTF8.GetString(ToyLibrary.Form(settings.Authority).Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_workflow_is_declared_once_and_its_schedule_starts_it()
    {
        var workflow = services.GetServices<Workflow>().Single();
        using var right = JsonDocument.Parse("""{ "toy": "Wooden train", "dryRun": true }""");
        using var wrong = JsonDocument.Parse("""{ "toy": "Wooden train", "dryRun": "true" }""");

        Assert.Equal(["toy", "dryRun"], workflow.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(new ToyLibrary.Reminder("Wooden train", true), Assert.IsType<StartPlan.Start>(await workflow.PlanAsync("halton", right.RootElement, default)).Input);
        Assert.Equal(400, Assert.IsType<StartPlan.Refuse>(await workflow.PlanAsync("halton", wrong.RootElement, default)).Status);
        var schedule = services.GetServices<ScheduledWorkflow>().Single();
        var due = await schedule.LatestDueAsync("halton", new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero), default);
        Assert.Equal("20261129T0700", due?.Key);
    }

    [Fact]
    public void Two_that_bring_the_same_name_are_refused_when_the_hub_starts() =>
        Assert.Equal("Two capabilities bring the table \"ToyLoans\".", Assert.Throws<InvalidOperationException>(() => new Capabilities([ToyLibrary.Brings, ToyLibrary.Brings])).Message);
}
