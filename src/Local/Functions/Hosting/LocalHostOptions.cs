using HubAutomation.Local.DurableTask;
using Microsoft.Azure.Functions.Worker.Builder;

namespace HubAutomation.Local.Functions;

/// <summary>How a functions app is hosted inside another process, such as a test's.</summary>
public sealed class LocalHostOptions
{
    /// <summary>The command line; "--port", "0" asks for a free port.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>The types to look for functions in; null means the entry assembly and what it refers to.</summary>
    public IReadOnlyCollection<Type>? FunctionTypes { get; set; }

    /// <summary>Where the host keeps its state; null means what the command line says, or "./.hub".</summary>
    public string? StateFolder { get; set; }

    /// <summary>The route prefix; null means what host.json beside the app says, or "api".</summary>
    public string? RoutePrefix { get; set; }

    /// <summary>Settings that win over all others, by configuration key.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; set; } = new Dictionary<string, string?>();

    /// <summary>
    /// The clock of everything: timer triggers, durable timers, polling, pauses between tries, and the app's own service
    /// <see cref="System.TimeProvider"/>. Only the patience with what the machine has to do, as at a stop, goes by the system's.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Sets more of the task hub that orchestrations are kept in, after the host has set what it knows.</summary>
    public Action<SqliteTaskHubOptions>? TaskHub { get; set; }

    /// <summary>Where the table of functions and the summary go.</summary>
    public TextWriter Output { get; set; } = TextWriter.Null;

    /// <summary>
    /// How often containers are listed for blob triggers; with <see cref="Timeout.InfiniteTimeSpan"/> only when somebody waits
    /// for the host to have nothing left to do.
    /// </summary>
    public TimeSpan BlobPollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The pause after a blob function's first failed try; it doubles with each further one.</summary>
    public TimeSpan BlobRetryDelay { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>Hosts functions apps inside another process.</summary>
public static class LocalHost
{
    /// <summary>
    /// A builder like that of FunctionsApplication.CreateBuilder, but independent of the process around it: it reads no
    /// local.settings.json and no environment variables, prints to <see cref="LocalHostOptions.Output"/>, and throws what
    /// would end the process.
    /// </summary>
    /// <example><code>
    /// var builder = LocalHost.CreateBuilder(o => { o.FunctionTypes = [typeof(Greeting)]; o.StateFolder = folder; o.Arguments = ["--port", "0"]; });
    /// builder.ConfigureFunctionsWebApplication();
    /// using var host = builder.Build();
    /// await host.StartAsync();
    /// var address = host.Services.GetRequiredService&lt;RunningHost&gt;().Address;
    /// </code></example>
    public static FunctionsApplicationBuilder CreateBuilder(Action<LocalHostOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new LocalHostOptions();
        configure(options);
        return new FunctionsApplicationBuilder(options, ownsTheProcess: false);
    }
}

/// <summary>The host cannot start; the message says why and what to do, in words for the person who started it.</summary>
public sealed class HostStartException : Exception
{
    /// <summary>Says why.</summary>
    public HostStartException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, with the cause.</summary>
    public HostStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
