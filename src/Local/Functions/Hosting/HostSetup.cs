using System.Net;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Functions.Hosting;

/// <summary>How a host was asked to run: by its command line, its files and the process around it.</summary>
internal sealed class HostSetup
{
    private const int DefaultPort = 7071;
    private const string HostNameSetting = "WEBSITE_HOSTNAME";

    private readonly LocalSettings _local;

    private HostSetup(LocalHostOptions options, bool ownsTheProcess, CommandLine commandLine, LocalSettings local, HostJson host, string? problem)
    {
        (Options, OwnsTheProcess, CommandLine, _local, Problem) = (options, ownsTheProcess, commandLine, local, problem);
        Folders = new HostFolders(Path.GetFullPath(options.StateFolder ?? commandLine.State ?? ".hub"), AppContext.BaseDirectory);
        Host = host with { RoutePrefix = options.RoutePrefix?.Trim('/') ?? host.RoutePrefix };
        Output = ownsTheProcess ? Console.Out : options.Output;
        Port = commandLine.Port ?? local.Port ?? DefaultPort;
        Address = AddressOf(commandLine.Address) ?? IPAddress.Loopback;
    }

    public LocalHostOptions Options { get; }

    /// <summary>Whether the process is there for the host alone, so that it may print, set variables and an exit code.</summary>
    public bool OwnsTheProcess { get; }

    public CommandLine CommandLine { get; }

    /// <summary>Why the host cannot run, or what it prints instead of running; null when it can run.</summary>
    public string? Problem { get; }

    public HostFolders Folders { get; }

    public HostJson Host { get; }

    public TextWriter Output { get; }

    public IPAddress Address { get; }

    public int Port { get; }

    public bool EnforcesKeys => CommandLine.RequireKeys || !IPAddress.IsLoopback(Address);

    /// <summary>The file that settings were read from, if any.</summary>
    public string? SettingsFile => _local.Path;

    public string EnvironmentName { get; } = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? "Development";

    /// <exception cref="HostStartException">The arguments are wrong, and the process belongs to somebody else.</exception>
    public static HostSetup Read(LocalHostOptions options, bool ownsTheProcess)
    {
        var commandLine = CommandLine.Read(options.Arguments);
        var (local, settingsProblem) = ReadSettings(ownsTheProcess);
        var (host, hostProblem) = ReadHostJson();
        var problem = commandLine.Answer ?? settingsProblem ?? hostProblem;
        if (problem is null && commandLine.Address is not null && AddressOf(commandLine.Address) is null)
        {
            problem = $"'{commandLine.Address}' is no address to listen on: give an IP address, localhost, or * for all.";
        }

        if (problem is not null && !ownsTheProcess)
        {
            throw new HostStartException(problem);
        }

        return new HostSetup(options, ownsTheProcess, commandLine, local, host, problem);
    }

    /// <summary>Adds all settings, the weakest first.</summary>
    public void AddTo(ConfigurationManager configuration)
    {
        configuration.AddJsonFile("appsettings.json", optional: true, reloadOnChange: false);
        configuration.AddJsonFile($"appsettings.{EnvironmentName}.json", optional: true, reloadOnChange: false);
        configuration.AddInMemoryCollection(_local.Settings);
        if (OwnsTheProcess)
        {
            // As with the Core Tools, code that asks the environment finds the values too.
            foreach (var (name, value) in _local.Values.Where(v => Environment.GetEnvironmentVariable(v.Key) is null))
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            configuration.AddEnvironmentVariables();
        }

        AddHostName(configuration);
        configuration.AddInMemoryCollection(CommandLine.Settings);
        if (CommandLine.Storage is { } storage)
        {
            configuration.AddInMemoryCollection([KeyValuePair.Create("AzureWebJobsStorage", (string?)storage)]);
        }

        configuration.AddInMemoryCollection(Options.Settings);
    }

    /// <summary>Says where the app answers, as Azure and the Core Tools do. A port that is only found when it listens (0) is not known yet.</summary>
    private void AddHostName(ConfigurationManager configuration)
    {
        if (Port == 0)
        {
            return;
        }

        var isEverywhere = Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any);
        var hostName = isEverywhere ? $"localhost:{Port}" : new IPEndPoint(Address, Port).ToString();
        configuration.AddInMemoryCollection([KeyValuePair.Create(HostNameSetting, (string?)hostName)]);
        if (OwnsTheProcess)
        {
            Environment.SetEnvironmentVariable(HostNameSetting, hostName);
        }
    }

    private static (LocalSettings Settings, string? Problem) ReadSettings(bool ownsTheProcess)
    {
        var none = new LocalSettings(null, new Dictionary<string, string?>(), new Dictionary<string, string?>(), null);
        if (!ownsTheProcess)
        {
            return (none, null);
        }

        try
        {
            return (LocalSettings.Find(Environment.CurrentDirectory, AppContext.BaseDirectory), null);
        }
        catch (HostStartException error)
        {
            return (none, error.Message);
        }
    }

    private static (HostJson Host, string? Problem) ReadHostJson()
    {
        try
        {
            return (HostJson.Read(AppContext.BaseDirectory), null);
        }
        catch (HostStartException error)
        {
            return (HostJson.Default, error.Message);
        }
    }

    private static IPAddress? AddressOf(string? text) => text?.ToLowerInvariant() switch
    {
        null or "localhost" => IPAddress.Loopback,
        "*" or "+" => IPAddress.IPv6Any,
        var other => IPAddress.TryParse(other, out var address) ? address : null,
    };
}
