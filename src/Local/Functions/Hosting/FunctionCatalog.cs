using System.Collections.Frozen;
using System.Collections.Immutable;
using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Invocation;

namespace HubAutomation.Local.Functions.Hosting;

/// <summary>The functions of the host, by name.</summary>
internal sealed class FunctionCatalog
{
    private readonly FrozenDictionary<string, HostedFunction> _byName;

    public FunctionCatalog(IEnumerable<FunctionDescription> functions, FunctionRuntime runtime)
    {
        Runtime = runtime;
        Functions = [.. functions.Select(f => new HostedFunction(f, runtime))];
        _byName = Functions.ToFrozenDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);
    }

    public FunctionRuntime Runtime { get; }

    public ImmutableArray<HostedFunction> Functions { get; }

    public HostedFunction? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The functions that are started by that kind of trigger, with it.</summary>
    public IEnumerable<(HostedFunction Function, TTrigger Trigger)> With<TTrigger>()
        where TTrigger : TriggerDescription
        => Functions.Where(f => f.Description.Trigger is TTrigger).Select(f => (f, (TTrigger)f.Description.Trigger));
}
