using System.Net;
using HubAutomation.Local.Host.Display;
using HubAutomation.Local.Sandbox;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>How a host was asked to run: by its command line, its files and the process around it.</summary>
internal sealed class HostSetup
{
    private const int DefaultPort = 7071;
    private const string DebuggerVariable = "FUNCTIONS_ENABLE_DEBUGGER_WAIT";

    private readonly LocalSettings local;

    private HostSetup(LocalHostOptions options, bool ownsTheProcess, CommandLine commandLine, HostFolders folders, LocalSettings local, HostJson host, string? problem)
    {
        (Options, OwnsTheProcess, CommandLine, Folders, this.local, Host, Problem) = (options, ownsTheProcess, commandLine, folders, local, host, problem);
        Display = ShowsProgress(ownsTheProcess) ? new TerminalDisplay(Spectre.Console.AnsiConsole.Console) : new PlainDisplay(ownsTheProcess ? Console.Out : options.Output);

        Port = commandLine.Port ?? local.Port ?? DefaultPort;
        Address = AddressOf(commandLine.Address) ?? IPAddress.Loopback;
    }

    public LocalHostOptions Options { get; }

    /// <summary>Whether the process is there for the host alone, so that it may print and set an exit code.</summary>
    public bool OwnsTheProcess { get; }

    public CommandLine CommandLine { get; }

    /// <summary>Why the host cannot run, or what it prints instead of running; null when it can run.</summary>
    public string? Problem { get; }

    public HostFolders Folders { get; }

    /// <summary>The app's dll, where it is named instead of its folder.</summary>
    public string? AppAssembly => CommandLine.App is { } app && IsAssembly(app) ? Path.GetFullPath(app) : null;

    public HostJson Host { get; }

    /// <summary>What a person sees.</summary>
    public IDisplay Display { get; }

    public TextWriter Output => Display.Output;

    public IPAddress Address { get; }

    public int Port { get; }

    public bool EnforcesKeys => CommandLine.RequireKeys || !IPAddress.IsLoopback(Address);

    /// <summary>Whether the app waits for a debugger.</summary>
    public bool Attaches => CommandLine.Attach || (OwnsTheProcess && Environment.GetEnvironmentVariable(DebuggerVariable) == "true");

    /// <summary>How long a worker keeps an orchestration that waits; zero when it is to keep none.</summary>
    public TimeSpan SessionIdleTimeout => CommandLine.NoExtendedSessions ? TimeSpan.Zero : Host.SessionIdleTimeout;

    /// <summary>The file that settings were read from, if any.</summary>
    public string? SettingsFile => local.Path;

    public string EnvironmentName { get; } = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? "Development";

    /// <exception cref="HostStartException">The arguments are wrong, and the process belongs to somebody else.</exception>
    public static HostSetup Read(LocalHostOptions options, bool ownsTheProcess)
    {
        var commandLine = CommandLine.Read(options.Arguments);
        var app = Path.GetFullPath(options.AppFolder ?? commandLine.App ?? ".");
        var folders = new HostFolders(
            Path.GetFullPath(options.StateFolder ?? commandLine.State ?? ".hub"), IsAssembly(app) ? Path.GetDirectoryName(app)! : app);
        var (local, settingsProblem) = ReadSettings(folders, ownsTheProcess);
        var (host, hostProblem) = ReadHostJson(folders);
        var problem = commandLine.Answer ?? settingsProblem ?? hostProblem ?? ProblemOf(commandLine);
        if (problem is not null && !ownsTheProcess)
        {
            throw new HostStartException(problem);
        }

        return new HostSetup(options, ownsTheProcess, commandLine, folders, local, host, problem);
    }

    /// <summary>Puts all settings together, the weakest first.</summary>
    public AppSettings AddTo(ConfigurationManager configuration)
    {
        configuration.AddInMemoryCollection(local.Settings);
        if (OwnsTheProcess)
        {
            configuration.AddEnvironmentVariables();
        }

        configuration.AddInMemoryCollection();
        var settings = new AppSettings(configuration);
        foreach (var (key, _) in local.Settings)
        {
            settings.Set(key, configuration[key]);
        }

        foreach (var (key, value) in CommandLine.Settings)
        {
            settings.Set(key, value);
        }

        if (CommandLine.Storage is { } storage)
        {
            settings.Set("AzureWebJobsStorage", storage);
        }

        foreach (var (key, value) in Options.Settings)
        {
            settings.Set(key, value);
        }

        return settings;
    }

    /// <summary>What lets callers in: those who call the host by a name that is its own, and no web pages of others.</summary>
    /// <param name="publicAddress">The address that the app says people reach it at, if it says one.</param>
    public Door DoorFor(string? publicAddress)
    {
        var names = CommandLine.Names.ToList();
        if (Uri.TryCreate(publicAddress, UriKind.Absolute, out var known))
        {
            names.Add(known.Host);
        }

        var isOpen = !IPAddress.IsLoopback(Address);
        if (isOpen)
        {
            names.Add(Dns.GetHostName());
        }

        return new Door(names, takesAddresses: isOpen, isEmbeddable: EnforcesKeys);
    }

    private static string? ProblemOf(CommandLine commandLine) =>
        commandLine.Address is { } address && AddressOf(address) is null ? $"'{address}' is no address to listen on: give an IP address, localhost, or * for all."
        : null;

    /// <summary>Whether something can listen there; 0 stands for a free port.</summary>
    public static bool IsPort(int number) => number is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort;

    /// <summary>What is said of a text that stands for a port and is none.</summary>
    public static string NoPort(string text) => $"'{text}' is no port: give --port a number from 1 to 65535, or 0 for a free one.";

    // At a terminal a person sees what is under way; with the log, or a debugger that waits, there is nothing to show so.
    private bool ShowsProgress(bool ownsTheProcess) => ownsTheProcess && Problem is null && !CommandLine.Verbose && !Attaches && TerminalDisplay.IsPossible();

    private static (LocalSettings Settings, string? Problem) ReadSettings(HostFolders folders, bool ownsTheProcess)
    {
        var none = new LocalSettings(null, new Dictionary<string, string?>(), new Dictionary<string, string?>(), null);
        if (!ownsTheProcess)
        {
            return (none, null);
        }

        try
        {
            return (LocalSettings.Find(Environment.CurrentDirectory, folders.App), null);
        }
        catch (HostStartException error)
        {
            return (none, error.Message);
        }
    }

    private static (HostJson Host, string? Problem) ReadHostJson(HostFolders folders)
    {
        try
        {
            return (HostJson.Read(folders.App), null);
        }
        catch (HostStartException error)
        {
            return (HostJson.Default, error.Message);
        }
    }

    private static bool IsAssembly(string app) => app.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private static IPAddress? AddressOf(string? text) => text?.ToLowerInvariant() switch
    {
        null or "localhost" => IPAddress.Loopback,
        "*" or "+" => IPAddress.IPv6Any,
        var other => IPAddress.TryParse(other, out var address) ? address : null,
    };
}
