using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubAutomation.Local.Host.Display;

/// <summary>Writes the log's lines to the display, in the form that the console has.</summary>
internal sealed class DisplayLogger(IDisplay display, Hosting.LineConsoleFormatter formatter) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, display.Output, formatter);

    public void Dispose()
    {
        // The display outlives the log.
    }

    private sealed class Logger(string category, TextWriter output, Hosting.LineConsoleFormatter formatter) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> text)
        {
            if (IsEnabled(logLevel))
            {
                using var lines = new StringWriter();
                formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, text), null, lines);
                output.Write(lines.ToString());
            }
        }
    }
}
