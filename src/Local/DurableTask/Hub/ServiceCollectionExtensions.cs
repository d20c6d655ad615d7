using System.Diagnostics.Metrics;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.DurableTask;

/// <summary>Registers a task hub in a file and joins clients and a worker to it.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers one <see cref="SqliteTaskHub"/> for the whole process. The file is opened when it is first needed, and closed with the service provider.</summary>
    public static IServiceCollection AddSqliteTaskHub(this IServiceCollection services, Action<SqliteTaskHubOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddLogging().AddSingleton(provider =>
        {
            var options = new SqliteTaskHubOptions();
            configure(options);
            return SqliteTaskHub.Open(options, provider.GetService<ILoggerFactory>(), provider.GetService<IMeterFactory>());
        });
    }

    /// <summary>Makes this worker the one that runs the registered task hub.</summary>
    public static IDurableTaskWorkerBuilder UseSqliteTaskHub(this IDurableTaskWorkerBuilder builder) => builder.UseBuildTarget<SqliteWorker>();

    /// <summary>Makes this a client of the registered task hub.</summary>
    public static IDurableTaskClientBuilder UseSqliteTaskHub(this IDurableTaskClientBuilder builder) => builder.UseBuildTarget<SqliteClient>();
}
