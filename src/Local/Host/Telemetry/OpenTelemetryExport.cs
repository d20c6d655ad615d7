using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HubAutomation.Local.Host.Telemetry;

/// <summary>
/// Exports what host and engine tell by OTLP. Only what is asked for loads OpenTelemetry: its types are named in this class and in
/// the processors beside it, and nowhere else.
/// </summary>
internal static class OpenTelemetryExport
{
    // Those of the durable engine, of function runs and of inbound HTTP; the engine's own meter and those of the platform.
    private static readonly string[] Sources = ["Microsoft.DurableTask", FunctionSpans.SourceName, "Microsoft.AspNetCore"];
    private static readonly string[] Meters =
        ["HubAutomation.Local.DurableTask", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <param name="services">The host's services.</param>
    /// <param name="signals">What is asked for.</param>
    /// <param name="settings">Where to, how and how often; most of it the OpenTelemetry SDK reads by itself.</param>
    /// <param name="serviceName">The service's name, unless OTEL_SERVICE_NAME or OTEL_RESOURCE_ATTRIBUTES gives one.</param>
    public static void Add(IServiceCollection services, ExportedSignals signals, IConfiguration settings, string serviceName)
    {
        var telemetry = services.AddOpenTelemetry().ConfigureResource(
            resource => resource.Clear().AddService(serviceName).AddTelemetrySdk().AddEnvironmentVariableDetector());
        if (signals.Traces)
        {
            services.AddTransient<IStartupFilter, RequestSpans>();
            telemetry.WithTracing(traces => traces.AddSource(Sources).AddOtlpExporter(exporter => Read(exporter, settings, "TRACES")));
        }

        if (signals.Metrics)
        {
            telemetry.WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter(exporter => Read(exporter, settings, "METRICS")));
        }

        if (signals.Logs)
        {
            telemetry.WithLogging(
                logs => logs.AddProcessor(new ExceptionsWithoutMessages()).AddOtlpExporter(exporter => Read(exporter, settings, "LOGS")),
                options => (options.IncludeScopes, options.IncludeFormattedMessage) = (true, true));
            services.AddLogging(AddFilters);
        }
    }

    /// <summary>The variables that are for one signal only; the general ones the exporter reads itself.</summary>
    private static void Read(OtlpExporterOptions exporter, IConfiguration settings, string signal)
    {
        var prefix = $"OTEL_EXPORTER_OTLP_{signal}_";
        if (settings[prefix + "PROTOCOL"] is { Length: > 0 } protocol)
        {
            exporter.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        }

        if (settings[prefix + "ENDPOINT"] is { Length: > 0 } endpoint)
        {
            exporter.Endpoint = new Uri(endpoint);
        }

        exporter.Headers = settings[prefix + "HEADERS"] is { Length: > 0 } headers ? headers : exporter.Headers;
        if (settings[prefix + "TIMEOUT"] is { Length: > 0 } timeout)
        {
            exporter.TimeoutMilliseconds = int.Parse(timeout, CultureInfo.InvariantCulture);
        }
    }

    private static void AddFilters(ILoggingBuilder logging)
    {
        // The platform's lines on each request hold its address with the key in it.
        logging.AddFilter<OpenTelemetryLoggerProvider>("Microsoft.AspNetCore", LogLevel.Warning);

        // The console leaves out all that is Microsoft's below a warning.
        logging.AddFilter<OpenTelemetryLoggerProvider>("TaskHub", LogLevel.Information);
    }
}
