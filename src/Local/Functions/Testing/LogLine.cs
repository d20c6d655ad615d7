using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Functions.Testing;

/// <summary>A message that the app or its host has logged.</summary>
/// <param name="Level">How bad.</param>
/// <param name="Category">By whom.</param>
/// <param name="Text">The message.</param>
/// <param name="Exception">What was thrown, if anything.</param>
public sealed record LogLine(LogLevel Level, string Category, string Text, Exception? Exception);

/// <summary>Keeps what is logged, through restarts.</summary>
internal sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyList<LogLine> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose()
    {
        // It outlives the host that logs to it.
    }

    private sealed class Logger(string category, ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => lines.Enqueue(new LogLine(logLevel, category, formatter(state, exception), exception));
    }
}
