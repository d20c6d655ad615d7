using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Functions;

/// <summary>What a trigger hands to its function.</summary>
/// <param name="Data">The value of the trigger's parameter.</param>
/// <param name="Metadata">What other parameters can take by name.</param>
internal sealed record TriggerInput(TypedData Data, IReadOnlyDictionary<string, TypedData>? Metadata = null);
