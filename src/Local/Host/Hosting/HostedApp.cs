using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Http;
using HubAutomation.Local.Host.Rpc;
using HubAutomation.Local.Host.Worker;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>The app's functions and keys, which are known once its first worker has described itself.</summary>
/// <param name="setup">How the host runs.</param>
/// <param name="settings">What %Name% in bindings stands for, and which functions are disabled.</param>
/// <param name="runtime">What functions share, given what their durable clients are told.</param>
/// <param name="client">What durable clients are told, given the key of the durable HTTP API, or null where none is asked for.</param>
/// <param name="logger">Where it is told what is left out.</param>
internal sealed class HostedApp(
    HostSetup setup, AppSettings settings, Func<TypedData, FunctionRuntime> runtime, Func<string?, TypedData> client, ILogger logger)
{
    private HashSet<string> known = [];
    private FunctionCatalog? catalog;
    private FunctionKeys? keys;

    /// <summary>The functions.</summary>
    /// <exception cref="InvalidOperationException">No worker has described them yet.</exception>
    public FunctionCatalog Catalog => catalog ?? throw Unknown();

    /// <summary>The keys.</summary>
    /// <exception cref="InvalidOperationException">No worker has described the functions yet.</exception>
    public FunctionKeys Keys => keys ?? throw Unknown();

    /// <summary>Takes what a worker says of its functions; which of them it is to load.</summary>
    /// <exception cref="HostStartException">They cannot be hosted; the message says why.</exception>
    /// <exception cref="AppChangedException">They are others than those of the first worker.</exception>
    public IReadOnlyCollection<FunctionLoadRequest> Accept(WorkerConnection worker, IReadOnlyList<RpcFunctionMetadata> functions)
    {
        var enabled = functions.Where(f => !IsDisabled(f.Name)).ToList();
        var described = enabled.Select(f => string.Join('\n', [f.FunctionId, f.Name, .. f.RawBindings])).ToHashSet();
        if (catalog is null)
        {
            Host(enabled, servesHttp: worker.HttpAddress is not null);
            known = described;
            TellOfDisabled(functions.Except(enabled));
        }
        else if (!described.SetEquals(known))
        {
            throw new AppChangedException();
        }

        return [.. enabled.Select(LoadRequest)];
    }

    private void Host(List<RpcFunctionMetadata> functions, bool servesHttp)
    {
        var descriptions = new FunctionReader(new TriggerReader(settings.Configuration, setup.Host.RoutePrefix, servesHttp)).Read(functions);
        keys = FunctionKeys.Load(setup.Folders.State, descriptions.Select(f => f.Name));
        catalog = new FunctionCatalog(descriptions, runtime(client(setup.EnforcesKeys ? keys.DurableTaskKey : null)));
    }

    private void TellOfDisabled(IEnumerable<RpcFunctionMetadata> functions)
    {
        var names = string.Join(", ", functions.Select(f => f.Name).Order(StringComparer.OrdinalIgnoreCase));
        if (names.Length > 0)
        {
            Log.FunctionsDisabled(logger, names);
        }
    }

    /// <summary>As the real host: a setting names the function.</summary>
    private bool IsDisabled(string function) =>
        settings.Configuration[$"AzureWebJobs.{function}.Disabled"] is { } value && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    private FunctionLoadRequest LoadRequest(RpcFunctionMetadata function)
    {
        var metadata = new RpcFunctionMetadata
        {
            Name = function.Name,
            EntryPoint = function.EntryPoint,
            ScriptFile = function.ScriptFile,
            Directory = setup.Folders.App,
            Language = function.Language,
        };
        foreach (var binding in function.RawBindings.Select(FunctionBinding.Parse))
        {
            metadata.Bindings[binding.Name] = new BindingInfo { Type = binding.Type, Direction = binding.DirectionNumber };
        }

        return new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = metadata };
    }

    private static InvalidOperationException Unknown() => new("No worker has described the app's functions yet.");
}
