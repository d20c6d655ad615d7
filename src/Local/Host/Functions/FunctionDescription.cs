using System.Collections.Immutable;
using System.Text.Json;

namespace HubAutomation.Local.Host.Functions;

/// <summary>A function of the app, as its worker describes it.</summary>
/// <param name="Id">The worker's id of it.</param>
/// <param name="Name">Its name.</param>
/// <param name="EntryPoint">The method behind it.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="Bindings">All its bindings, the trigger included.</param>
internal sealed record FunctionDescription(
    string Id, string Name, string EntryPoint, TriggerDescription Trigger, ImmutableArray<FunctionBinding> Bindings);

/// <summary>A binding as the worker gives it.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Type">The kind, such as "durableClient".</param>
/// <param name="Direction">In, Out or InOut.</param>
/// <param name="Json">All that the worker says of it.</param>
internal sealed record FunctionBinding(string Name, string Type, string Direction, JsonElement Json);
