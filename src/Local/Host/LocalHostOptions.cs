using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Testing;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host;

/// <summary>How a functions app is hosted inside another process, such as a test's.</summary>
public sealed class LocalHostOptions
{
    /// <summary>The command line; "--port", "0" asks for a free port.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>Where the app's files are, host.json among them; null means what the command line says, or the current folder.</summary>
    public string? AppFolder { get; set; }

    /// <summary>Where the host keeps its state; null means what the command line says, or "./.hub".</summary>
    public string? StateFolder { get; set; }

    /// <summary>Settings of host and app that win over all others, by configuration key.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; set; } = new Dictionary<string, string?>();

    /// <summary>
    /// The clock of everything: timer triggers, durable timers, polling and, inside a test, the app's own service
    /// <see cref="System.TimeProvider"/>. Only the patience with what the machine has to do, as at a stop, goes by the system's.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Sets more of the task hub that orchestrations are kept in, after the host has set what it knows.</summary>
    public Action<SqliteTaskHubOptions>? TaskHub { get; set; }

    /// <summary>Where the table of functions and the summary go.</summary>
    public TextWriter Output { get; set; } = TextWriter.Null;

    /// <summary>Sets where the host's own log goes.</summary>
    public Action<ILoggingBuilder>? Logging { get; set; }

    /// <summary>
    /// How often containers are listed for blob triggers; with <see cref="Timeout.InfiniteTimeSpan"/> only when somebody waits
    /// for the host to have nothing left to do.
    /// </summary>
    public TimeSpan BlobPollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Where a test lets the host die.</summary>
    internal CrashPoints? CrashPoints { get; set; }
}
