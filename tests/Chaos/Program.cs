using System.Globalization;
using HubAutomation.Chaos;
using HubAutomation.Chaos.Engine;
using HubAutomation.Chaos.Ingest;
using HubAutomation.Chaos.Mail;
using HubAutomation.Testing.Engine;

// dotnet run -c Release --project tests/Chaos -- SUITE [--kills N] [--seed N] [--json]
if (EngineProgram.RunAsChild(args) is { } child)
{
    return await child;
}

var suites = new Dictionary<string, Func<ChaosOptions, Task<ChaosReport>>>
{
    ["ingest"] = IngestChaos.RunAsync,
    ["engine"] = EngineChaos.RunAsync,
    ["mail"] = MailChaos.RunAsync,
};
if (args.Length == 0 || args.Contains("--help") || !suites.TryGetValue(args[0], out var suite))
{
    Console.WriteLine($"Usage: dotnet run -c Release --project tests/Chaos -- SUITE [--kills N] [--rows N] [--seed N] [--only-kills] [--json]\nSuites: {string.Join(", ", suites.Keys)}");
    return args.Contains("--help") ? 0 : 2;
}

var options = new ChaosOptions(Number("--kills"), Number("--rows"), Number("--seed") ?? Random.Shared.Next(), args.Contains("--only-kills"), Say);
Say($"seed {options.Seed}");
var report = await suite(options);
Console.WriteLine(report.ToJson());
return report.IsClean ? 0 : 1;

int? Number(string option) =>
    Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : null;

void Say(string line)
{
    if (!args.Contains("--json"))
    {
        Console.WriteLine(line);
    }
}
