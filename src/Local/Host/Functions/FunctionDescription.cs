using System.Collections.Immutable;

namespace HubAutomation.Local.Host.Functions;

/// <summary>A function of the app, as its worker describes it.</summary>
/// <param name="Id">The worker's id of it.</param>
/// <param name="Name">Its name.</param>
/// <param name="EntryPoint">The method behind it.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="Bindings">All its bindings, the trigger included.</param>
internal sealed record FunctionDescription(
    string Id, string Name, string EntryPoint, TriggerDescription Trigger, ImmutableArray<FunctionBinding> Bindings);
