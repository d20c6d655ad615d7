using HubAutomation.Local.Host.Rpc;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace HubAutomation.Local.Host.Telemetry;

/// <summary>Lets exceptions leave the machine as type and place: their messages may quote what a function was given.</summary>
internal sealed class ExceptionsWithoutMessages : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Exception is not { } exception)
        {
            return;
        }

        data.Attributes =
        [
            .. data.Attributes ?? [],
            new("exception.type", (exception as WorkerException)?.TypeName ?? exception.GetType().FullName),
            new("exception.stacktrace", exception.StackTrace),
        ];
        data.Exception = null;
    }
}
