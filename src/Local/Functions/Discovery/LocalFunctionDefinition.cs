using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Functions.Discovery;

/// <summary>A function as the app's code sees it.</summary>
internal sealed class LocalFunctionDefinition(FunctionDescription function) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. function.Parameters.Select(p => new FunctionParameter(p.Parameter.Name!, p.Parameter.ParameterType))];

    public override string PathToAssembly => function.Method.Module.FullyQualifiedName;

    public override string EntryPoint => function.EntryPoint;

    public override string Id => function.Id;

    public override string Name => function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = function.Parameters
        .Where(p => p.BindingType is not null)
        .ToImmutableDictionary(p => p.Parameter.Name!, p => (BindingMetadata)new InputBinding(p.Parameter.Name!, p.BindingType!));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = function.Trigger is HttpTriggerDescription
        ? ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new OutputBinding("$return", "http"))
        : ImmutableDictionary<string, BindingMetadata>.Empty;

    private sealed class InputBinding(string name, string type) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => BindingDirection.In;
    }

    private sealed class OutputBinding(string name, string type) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => BindingDirection.Out;
    }
}
