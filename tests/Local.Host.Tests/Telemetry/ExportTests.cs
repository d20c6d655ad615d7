using HubAutomation.Local.Host.Telemetry;
using HubAutomation.Local.Host.Tests.Kit;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Tests.Telemetry;

/// <summary>What reaches a collector.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task Spans_metrics_and_logs_reach_the_collector_that_the_variables_name()
    {
        await using var collector = await OtlpReceiver.StartAsync();

        await RunAsync(
            collector.Variables(("OTEL_SERVICE_NAME", "the-hub"), ("OTEL_METRIC_EXPORT_INTERVAL", "200")),
            whileRunning: () => collector.UntilAsync("durable.due.age"));

        Assert.All(
            ["POST /api/observed", "function StartObserved", "create_orchestration:Observed", "orchestration:Observed", "activity:Work", "function Work"],
            name => Assert.Contains(name, collector.Traces, StringComparison.Ordinal));
        Assert.All(
            ["durable.turn.duration", "durable.activity.duration", "durable.orchestrations.ended", "durable.commit.writes", "durable.due.age", "http.server.request.duration"],
            name => Assert.Contains(name, collector.Metrics, StringComparison.Ordinal));
        Assert.All(
            ["This is the activity.", "InstanceId", "AzureFunctions_InvocationId", "Orchestration one (Observed) started"],
            text => Assert.Contains(text, collector.Logs, StringComparison.Ordinal));
        Assert.All([collector.Traces, collector.Metrics, collector.Logs], sent => Assert.Contains("the-hub", sent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Neither_inputs_nor_exception_messages_nor_keys_leave_the_machine()
    {
        await using var collector = await OtlpReceiver.StartAsync();

        await RunAsync(collector.Variables(), "?code=secret-key");

        Assert.Contains("System.FormatException", collector.Logs, StringComparison.Ordinal);
        Assert.Contains("Observed.Break(", collector.Logs, StringComparison.Ordinal);
        Assert.All([collector.Traces, collector.Metrics, collector.Logs], sent =>
        {
            Assert.DoesNotContain("Agnieszka", sent, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-key", sent, StringComparison.Ordinal);
            Assert.DoesNotContain("url.path", sent, StringComparison.Ordinal);
            Assert.DoesNotContain("url.query", sent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_signal_whose_exporter_is_none_is_not_sent()
    {
        await using var collector = await OtlpReceiver.StartAsync();

        await RunAsync(collector.Variables(("OTEL_LOGS_EXPORTER", "none"), ("OTEL_METRICS_EXPORTER", "none")));

        Assert.Contains("orchestration:Observed", collector.Traces, StringComparison.Ordinal);
        Assert.Equal(("", ""), (collector.Metrics, collector.Logs));
    }

    [Fact]
    public async Task A_signal_goes_to_the_endpoint_of_its_own()
    {
        await using var collector = await OtlpReceiver.StartAsync();

        await RunAsync(new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = $"{collector.Address}/v1/traces",
            ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_TRACES_HEADERS"] = "tenant=halton",
        });

        Assert.Contains("orchestration:Observed", collector.Traces, StringComparison.Ordinal);
        Assert.Equal("halton", Assert.Single(collector.Tenants));
        Assert.Equal(("", ""), (collector.Metrics, collector.Logs));
    }

    [Theory]
    [InlineData("", false, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector", true, true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=", false, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector;OTEL_SDK_DISABLED=true", false, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector;OTEL_METRICS_EXPORTER=none", true, false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://collector", true, false, false)]
    [InlineData("OTEL_TRACES_EXPORTER=otlp", true, false, false)]
    [InlineData("OTEL_TRACES_EXPORTER=console, otlp;OTEL_LOGS_EXPORTER=console", true, false, false)]
    [InlineData("OTEL_SERVICE_NAME=the-hub", false, false, false)]
    public void The_variables_say_what_is_exported(string variables, bool traces, bool metrics, bool logs)
    {
        var settings = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=', 2)).ToDictionary(v => v[0], string? (v) => v[1]);

        var signals = ExportedSignals.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

        Assert.Equal(new ExportedSignals(traces, metrics, logs), signals);
    }

    /// <summary>Runs the functions once on a host with these settings, and stops it, which sends what is left.</summary>
    private static async Task RunAsync(Dictionary<string, string?> settings, string query = "", Func<Task>? whileRunning = null)
    {
        await using var host = await Sample.StartAsync(options => options.Settings = settings);
        using var answer = await host.Http.PostAsync(new Uri($"api/observed{query}", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
        await host.RunToEndAsync("one");
        await host.SettleAsync();
        await (whileRunning?.Invoke() ?? Task.CompletedTask);
    }
}
