using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Telemetry;

/// <summary>Which signals the standard environment variables of OpenTelemetry ask to be exported by OTLP.</summary>
/// <remarks>
/// OpenTelemetry specification, "Environment Variable Specification" and "OpenTelemetry Protocol Exporter". Other than there,
/// nothing is exported unless an endpoint or an exporter is named. Of the exporters only "otlp" is built in.
/// </remarks>
internal sealed record ExportedSignals(bool Traces, bool Metrics, bool Logs)
{
    public bool Any => Traces || Metrics || Logs;

    public static ExportedSignals Read(IConfiguration settings)
    {
        var isDisabled = string.Equals(settings["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);
        return new ExportedSignals(IsAsked("TRACES"), IsAsked("METRICS"), IsAsked("LOGS"));

        bool IsAsked(string signal)
        {
            if (isDisabled)
            {
                return false;
            }

            return settings[$"OTEL_{signal}_EXPORTER"] is { Length: > 0 } exporters
                ? exporters.Split(',', StringSplitOptions.TrimEntries).Contains("otlp", StringComparer.OrdinalIgnoreCase)
                : HasValue("OTEL_EXPORTER_OTLP_ENDPOINT") || HasValue($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT");
        }

        bool HasValue(string name) => !string.IsNullOrEmpty(settings[name]);
    }
}
