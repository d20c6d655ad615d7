using HubAutomation.Local.Functions;
using HubAutomation.Local.Functions.Hosting;
using HubAutomation.Local.Functions.Testing;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker
{
    /// <summary>What a functions app is built of.</summary>
    public interface IFunctionsWorkerApplicationBuilder
    {
        /// <summary>The app's services.</summary>
        IServiceCollection Services { get; }

        /// <summary>Adds a step of the way to every function.</summary>
        IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);
    }
}

namespace Microsoft.Azure.Functions.Worker.Builder
{
#pragma warning disable CA1052 // The real class can be instantiated, so this one can.
    /// <summary>Where a functions app begins.</summary>
    public class FunctionsApplication
#pragma warning restore CA1052
    {
        /// <summary>A builder that has read the settings and the command line.</summary>
        /// <param name="args">The command line; <c>--help</c> explains it.</param>
        public static FunctionsApplicationBuilder CreateBuilder(string[] args)
        {
            ArgumentNullException.ThrowIfNull(args);
            return EmbeddedProgram.Current?.CreateBuilder(args)
                ?? new FunctionsApplicationBuilder(new LocalHostOptions { Arguments = args }, ownsTheProcess: true);
        }
    }

    /// <summary>Builds a functions app that the local host runs.</summary>
    public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
    {
        private readonly HostComposition _host;
        private readonly EmbeddedProgram? _program;

        internal FunctionsApplicationBuilder(LocalHostOptions options, bool ownsTheProcess, EmbeddedProgram? program = null)
        {
            _host = HostComposition.Begin(options, ownsTheProcess);
            _program = program;
        }

        /// <summary>The settings: local.settings.json, then the environment, then the command line.</summary>
        public ConfigurationManager Configuration => _host.Web.Configuration;

        /// <summary>The app's services.</summary>
        public IServiceCollection Services => _host.Web.Services;

        /// <summary>The environment, "Development" unless AZURE_FUNCTIONS_ENVIRONMENT or DOTNET_ENVIRONMENT says otherwise.</summary>
        public IHostEnvironment Environment => _host.Web.Environment;

        /// <summary>Where the app's logs go.</summary>
        public ILoggingBuilder Logging => _host.Web.Logging;

        /// <summary>Where the app's metrics go.</summary>
        public IMetricsBuilder Metrics => _host.Web.Metrics;

        /// <summary>A place for extensions of the builder to leave things for each other.</summary>
        public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_host.Web).Properties;

        IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

        internal HostComposition Host => _host;

        /// <summary>Adds a step of the way to every function.</summary>
        /// <exception cref="InvalidOperationException">The app is built already.</exception>
        public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
        {
            _host.AddMiddleware(middleware);
            return this;
        }

        /// <summary>Replaces the dependency injection container.</summary>
        public void ConfigureContainer<TContainerBuilder>(
            IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
            where TContainerBuilder : notnull
            => ((IHostApplicationBuilder)_host.Web).ConfigureContainer(factory, configure);

        /// <summary>The app, ready to run.</summary>
        /// <exception cref="InvalidOperationException">The app is built already.</exception>
        public IHost Build() => _program is null ? _host.Build() : _program.Complete(this);
    }

    /// <summary>Serves HTTP functions with ASP.NET Core.</summary>
    public static class FunctionsApplicationBuilderAspNetCoreExtensions
    {
        /// <summary>Lets HTTP functions take HttpRequest and return IActionResult or IResult.</summary>
        public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.Host.UseAspNetCore();
            return builder;
        }
    }
}
