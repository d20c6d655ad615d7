using HubAutomation.Local.Host.Tests.Process;

namespace HubAutomation.Local.Host.Tests.Telemetry;

/// <summary>Export as the environment of a process asks for it.</summary>
public sealed class ExportingProcessTests : AppFolder
{
    [Fact]
    public async Task A_process_sends_what_it_has_when_it_ends()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var app = AppProcess.Start(Folder, collector.Variables(("OTEL_SERVICE_NAME", "the-hub")), "--port", "0", "--state", "hub", "--seed", "seed", "--until-idle");

        Assert.Equal(0, await app.EndsAsync());

        Assert.Contains("function FileDropped", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("orchestration:CopyFile", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("durable.turn.duration", collector.Metrics, StringComparison.Ordinal);
        Assert.Contains("(CopyFile) ended: Completed", collector.Logs, StringComparison.Ordinal);
        Assert.Contains("the-hub", collector.Traces, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Without_the_variables_nothing_of_OpenTelemetry_is_loaded()
    {
        await using var app = Start();
        await app.ListeningAsync();

        var loaded = await File.ReadAllTextAsync($"/proc/{app.Id}/maps");

        Assert.Contains("HubAutomation.Local.Host.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry", loaded, StringComparison.Ordinal);
    }

    /// <summary>Skips, and says so, where what a process has loaded cannot be read from a file.</summary>
    private sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute()
        {
            if (!OperatingSystem.IsLinux())
            {
                Skip = "There is no /proc here.";
            }
        }
    }
}
