using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentQueue<string> scoped = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();
    private TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> All => [.. lines];

    /// <summary>The same lines, each behind the scopes in which it was written.</summary>
    public IReadOnlyList<string> WithScopes => [.. scoped];

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    /// <summary>Waits for a line that contains a text.</summary>
    public async Task UntilAsync(string text)
    {
        while (true)
        {
            var next = added.Task;
            if (lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
                return;
            await next.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Forgets all lines.</summary>
    public void Clear()
    {
        lines.Clear();
        scoped.Clear();
    }

    public void Dispose()
    {
        // Outlives the hub that logs to it.
    }

    private void Add(string line)
    {
        var inside = new List<string?>();
        scopes.ForEachScope((scope, names) => names.Add(scope?.ToString()), inside);
        scoped.Enqueue($"[{string.Join(", ", inside)}] {line}");
        lines.Enqueue(line);
        Interlocked.Exchange(ref added, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private sealed class Logger(LogLines log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(formatter(state, exception) + (exception is null ? string.Empty : Environment.NewLine + exception));
    }
}
