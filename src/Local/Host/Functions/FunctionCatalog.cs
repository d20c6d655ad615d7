using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HubAutomation.Local.Host.Functions;

/// <summary>The functions of the app, by name.</summary>
internal sealed class FunctionCatalog
{
    private readonly FrozenDictionary<string, HostedFunction> byName;

    public FunctionCatalog(IEnumerable<FunctionDescription> functions, FunctionRuntime runtime)
    {
        Runtime = runtime;
        Functions = [.. functions.Select(f => new HostedFunction(f, runtime)).OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
        byName = Functions.ToFrozenDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);
    }

    public FunctionRuntime Runtime { get; }

    /// <summary>All of them, by name.</summary>
    public ImmutableArray<HostedFunction> Functions { get; }

    public HostedFunction? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The functions that are started by that kind of trigger, with it.</summary>
    public IEnumerable<(HostedFunction Function, TTrigger Trigger)> With<TTrigger>()
        where TTrigger : TriggerDescription =>
        Functions.Where(f => f.Description.Trigger is TTrigger).Select(f => (f, (TTrigger)f.Description.Trigger));
}
