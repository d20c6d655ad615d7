using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HubAutomation.Local.Host.Functions;

/// <summary>The functions of the app, by name.</summary>
internal sealed class FunctionCatalog(IEnumerable<HostedFunction> functions)
{
    private readonly FrozenDictionary<string, HostedFunction> byName = functions.ToFrozenDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    public ImmutableArray<HostedFunction> Functions => byName.Values;

    public HostedFunction? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The functions that are started by that kind of trigger, with it.</summary>
    public IEnumerable<(HostedFunction Function, TTrigger Trigger)> With<TTrigger>()
        where TTrigger : TriggerDescription =>
        Functions.Where(f => f.Description.Trigger is TTrigger).Select(f => (f, (TTrigger)f.Description.Trigger));
}
