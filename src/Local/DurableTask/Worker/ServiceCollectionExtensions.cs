using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker;

/// <summary>Registers workers.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers a worker and returns its builder; asked again for a name, returns the same builder.</summary>
    public static IDurableTaskWorkerBuilder AddDurableTaskWorker(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        name ??= Options.DefaultName;
        if (services.Select(service => service.ImplementationInstance).OfType<Registration>().FirstOrDefault(known => known.Builder.Name == name) is { } known)
            return known.Builder;

        var registration = new Registration(new DefaultDurableTaskWorkerBuilder(name, services));
        services.AddSingleton(registration);
        services.AddSingleton<IHostedService>(registration.Builder.Build);
        services.AddOptions<DurableTaskWorkerOptions>(name).PostConfigure<IServiceProvider>(UseRegisteredConverter);
        return registration.Builder;
    }

    /// <summary>Registers the default worker.</summary>
    public static IServiceCollection AddDurableTaskWorker(this IServiceCollection services, Action<IDurableTaskWorkerBuilder> configure) =>
        services.AddDurableTaskWorker(Options.DefaultName, configure);

    /// <summary>Registers a worker of this name.</summary>
    public static IServiceCollection AddDurableTaskWorker(
        this IServiceCollection services, string name, Action<IDurableTaskWorkerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskWorker(name));
        return services;
    }

    private static void UseRegisteredConverter(DurableTaskWorkerOptions options, IServiceProvider services)
    {
        if (!options.DataConverterIsSet && services.GetService<DataConverter>() is { } converter)
            options.DataConverter = converter;
    }

    internal sealed record Registration(IDurableTaskWorkerBuilder Builder);
}
