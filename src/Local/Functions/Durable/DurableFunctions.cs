using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Hosting;
using HubAutomation.Local.Functions.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HubAutomation.Local.Functions.Durable;

/// <summary>Joins orchestrator and activity functions to the durable engine.</summary>
internal static class DurableFunctions
{
    /// <summary>
    /// The client's name. It is not registered as a service of its own: in Azure functions get their client by
    /// [DurableClient] only, and an app that injects one would not run there.
    /// </summary>
    private const string ClientName = "functions";

    /// <param name="services">The host's services.</param>
    /// <param name="functions">The app's functions.</param>
    /// <param name="catalog">Gives the functions as they are hosted; asked only once the host runs.</param>
    /// <param name="host">The limits of host.json.</param>
    /// <param name="folders">Where the engine keeps its file.</param>
    /// <param name="options">The engine's clock, and what else is set of it.</param>
    public static void Add(
        IServiceCollection services,
        IReadOnlyCollection<FunctionDescription> functions,
        Func<FunctionCatalog> catalog,
        HostJson host,
        HostFolders folders,
        LocalHostOptions options)
    {
        services.AddSqliteTaskHub(hub =>
        {
            hub.Path = Path.Combine(folders.State, "taskhub.db");
            hub.TimeProvider = options.TimeProvider;
            hub.MaxConcurrentActivities = host.MaxConcurrentActivities ?? hub.MaxConcurrentActivities;
            hub.MaxConcurrentOrchestrations = host.MaxConcurrentOrchestrations ?? hub.MaxConcurrentOrchestrations;
            options.TaskHub?.Invoke(hub);
        });
        services.AddDurableTaskWorker(worker =>
        {
            worker.AddTasks(registry => Register(registry, functions, catalog)).UseSqliteTaskHub();
            if (host.Versioning is { } versioning)
            {
                worker.UseVersioning(versioning);
            }
        });
        services.AddDurableTaskClient(ClientName, client => client.UseSqliteTaskHub());
        services.AddOptions<DurableTaskWorkerOptions>()
            .Configure<IOptions<WorkerOptions>>((options, worker) => options.DataConverter = Converter(worker));
        services.AddOptions<DurableTaskClientOptions>(ClientName)
            .Configure<IOptions<WorkerOptions>>((options, worker) =>
            {
                options.DataConverter = Converter(worker);
                options.DefaultVersion = host.Versioning?.DefaultVersion ?? string.Empty;
            });
    }

    /// <summary>The client that functions are given.</summary>
    public static DurableTaskClient Client(IServiceProvider services)
        => services.GetRequiredService<IDurableTaskClientProvider>().GetClient(ClientName);

    private static SerializerDataConverter Converter(IOptions<WorkerOptions> worker) => new(worker.Value.Serializer!);

    private static void Register(DurableTaskRegistry registry, IEnumerable<FunctionDescription> functions, Func<FunctionCatalog> catalog)
    {
        foreach (var function in functions)
        {
            switch (function.Trigger)
            {
                case OrchestrationTriggerDescription orchestration:
                    registry.AddOrchestrator(orchestration.TaskName, () => new OrchestratorFunction(catalog().Find(function.Name)!, orchestration));
                    break;
                case ActivityTriggerDescription activity:
                    registry.AddActivity(activity.TaskName, _ => new ActivityFunction(catalog().Find(function.Name)!, activity));
                    break;
            }
        }
    }

    private static Dictionary<string, object?> BindingData(string instanceId)
        => new(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = instanceId };

    private static object? DefaultOf(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static Type TypeOf(Type output) => output == typeof(void) ? typeof(object) : output;

    /// <summary>Each turn of an orchestration is a run of the function, middleware included, as in the real worker.</summary>
    private sealed class OrchestratorFunction(HostedFunction function, OrchestrationTriggerDescription trigger) : ITaskOrchestrator
    {
        public Type InputType => trigger.InputType;

        public Type OutputType => TypeOf(trigger.OutputType);

        public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
        {
            var run = new LocalFunctionContext(function.Description, function.Runtime.Scopes, CancellationToken.None, BindingData(context.InstanceId))
            {
                TriggerValue = context,
                OrchestrationInput = input ?? DefaultOf(trigger.InputType),
            };
            await function.RunTurnAsync(run);
            return run.Result;
        }
    }

    private sealed class ActivityFunction(HostedFunction function, ActivityTriggerDescription trigger) : ITaskActivity
    {
        public Type InputType => trigger.InputType;

        public Type OutputType => TypeOf(trigger.OutputType);

        public Task<object?> RunAsync(TaskActivityContext context, object? input)
            => function.RunAsync(input ?? DefaultOf(trigger.InputType), BindingData(context.InstanceId), function.Runtime.Abandoned);
    }
}
