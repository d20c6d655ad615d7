using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

/// <summary>Registers clients.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers a client and returns its builder; asked again for a name, returns the same builder.</summary>
    public static IDurableTaskClientBuilder AddDurableTaskClient(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        name ??= Options.DefaultName;
        if (services.Select(service => service.ImplementationInstance).OfType<Registration>().FirstOrDefault(known => known.Builder.Name == name) is { } known)
            return known.Builder;

        var registration = new Registration(new DefaultDurableTaskClientBuilder(name, services));
        services.AddSingleton(registration);
        services.TryAddSingleton<IDurableTaskClientProvider, ClientProvider>();
        services.AddOptions<DurableTaskClientOptions>(name).PostConfigure<IServiceProvider>(UseRegisteredConverter);
        if (name == Options.DefaultName)
            registration.Builder.RegisterDirectly();
        return registration.Builder;
    }

    /// <summary>Registers the default client.</summary>
    public static IServiceCollection AddDurableTaskClient(this IServiceCollection services, Action<IDurableTaskClientBuilder> configure) =>
        services.AddDurableTaskClient(Options.DefaultName, configure);

    /// <summary>Registers a client of this name.</summary>
    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, string name, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskClient(name));
        return services;
    }

    private static void UseRegisteredConverter(DurableTaskClientOptions options, IServiceProvider services)
    {
        if (!options.DataConverterIsSet && services.GetService<DataConverter>() is { } converter)
            options.DataConverter = converter;
    }

    internal sealed record Registration(IDurableTaskClientBuilder Builder);

    /// <summary>Builds each registered client once, when first asked for, and disposes what it built.</summary>
    internal sealed class ClientProvider(IServiceProvider services, IEnumerable<Registration> registrations) : IDurableTaskClientProvider, IAsyncDisposable
    {
        private readonly Dictionary<string, Lazy<DurableTaskClient>> clients = registrations.ToDictionary(
            registration => registration.Builder.Name,
            registration => new Lazy<DurableTaskClient>(() => registration.Builder.Build(services)));

        public DurableTaskClient GetClient(string? name = null) => clients.TryGetValue(name ?? Options.DefaultName, out var client)
            ? client.Value
            : throw new ArgumentOutOfRangeException(nameof(name), name, "No durable task client of this name is registered.");

        public async ValueTask DisposeAsync()
        {
            foreach (var client in clients.Values.Where(client => client.IsValueCreated))
                await client.Value.DisposeAsync();
        }
    }
}
