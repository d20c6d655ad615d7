using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>What the command line says.</summary>
internal sealed record CommandLine
{
    public string? App { get; init; }

    public int? Port { get; init; }

    public string? Address { get; init; }

    /// <summary>Names that callers may use for this machine, beside those that lead back to it.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public string? State { get; init; }

    public string? Storage { get; init; }

    public string? Seed { get; init; }

    public bool UntilIdle { get; init; }

    public bool RequireKeys { get; init; }

    public bool Verbose { get; init; }

    public bool Attach { get; init; }

    public bool NoExtendedSessions { get; init; }

    /// <summary>Settings given as KEY=VALUE.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>What to print instead of running: the help, or what is wrong.</summary>
    public string? Answer { get; init; }

    /// <summary>Whether the command line could not be understood.</summary>
    public bool IsWrong { get; init; }

    public static CommandLine Read(IReadOnlyList<string> args)
    {
        var app = new Option<string?>("--app") { Description = "Folder that the functions app was built into, or its dll (default: the current folder)", HelpName = "PATH" };
        var port = new Option<int?>("--port", "-p") { CustomParser = ReadPort, Description = "Port to listen on; 0 for a free one (default 7071)", HelpName = "PORT" };
        var address = new Option<string?>("--address", "--host") { Description = "Address to listen on (default 127.0.0.1); keys are enforced when it is not loopback", HelpName = "ADDRESS" };
        var names = new Option<string[]>("--name") { Description = "Further name that callers use for this host, as a proxy has one; several by repeating it", HelpName = "NAME" };
        var state = new Option<string?>("--state") { Description = "Folder for everything that outlives the process (default ./.hub)", HelpName = "DIR" };
        var storage = new Option<string?>("--storage") { Description = "Storage connection string (default: the setting AzureWebJobsStorage; a storage emulator is started when it says UseDevelopmentStorage=true and none answers)", HelpName = "CONNECTION" };
        var seed = new Option<string?>("--seed") { Description = "Upload DIR/<container>/... as blobs before anything starts", HelpName = "DIR" };
        var untilIdle = new Option<bool>("--until-idle") { Description = "End when nothing is left to do and no durable timer is due within a minute; exit code 1 if a run failed" };
        var requireKeys = new Option<bool>("--require-keys") { Description = "Enforce function, host and system keys on loopback too" };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Print the log at a terminal, instead of what is under way" };
        var attach = new Option<bool>("--attach") { Description = "Have the app wait for a debugger; so does the variable FUNCTIONS_ENABLE_DEBUGGER_WAIT=true" };
        var noSessions = new Option<bool>("--no-extended-sessions") { Description = "Replay an orchestration for every turn, which finds code that does not do the same twice" };
        var settings = new Argument<string[]>("KEY=VALUE") { Description = "Settings that win over local.settings.json and the environment", Arity = ArgumentArity.ZeroOrMore };
        settings.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
            {
                result.AddError($"'{token.Value}' is neither an option nor of the form KEY=VALUE.");
            }
        });
        var root = new RootCommand("Runs a functions app on this machine.")
        {
            app, port, address, names, state, storage, seed, untilIdle, requireKeys, verbose, attach, noSessions, settings,
        };
        foreach (var version in root.Options.OfType<VersionOption>().ToList())
        {
            root.Options.Remove(version);
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 || parsed.Action is HelpAction)
        {
            var problems = string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message));
            return new CommandLine { Answer = parsed.Errors.Count > 0 ? $"{problems} All options: --help." : Help(root), IsWrong = parsed.Errors.Count > 0 };
        }

        return new CommandLine
        {
            App = parsed.GetValue(app),
            Port = parsed.GetValue(port),
            Address = parsed.GetValue(address),
            Names = parsed.GetValue(names) ?? [],
            State = parsed.GetValue(state),
            Storage = parsed.GetValue(storage),
            Seed = parsed.GetValue(seed),
            UntilIdle = parsed.GetValue(untilIdle),
            RequireKeys = parsed.GetValue(requireKeys),
            Verbose = parsed.GetValue(verbose),
            Attach = parsed.GetValue(attach),
            NoExtendedSessions = parsed.GetValue(noSessions),
            Settings = (parsed.GetValue(settings) ?? []).Select(s => s.Split('=', 2))
                .GroupBy(s => s[0].Replace("__", ":", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)
                .ToDictionary(s => s.Key, string? (s) => s.Last()[1], StringComparer.OrdinalIgnoreCase),
        };
    }

    private static int? ReadPort(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port) && HostSetup.IsPort(port))
            return port;
        result.AddError(HostSetup.NoPort(text));
        return null;
    }

    private static string Help(RootCommand root)
    {
        using var text = new StringWriter();
        root.Parse("--help").Invoke(new InvocationConfiguration { Output = text });
        return text.ToString();
    }
}
