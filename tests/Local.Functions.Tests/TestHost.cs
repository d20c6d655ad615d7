using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Local.Functions.Tests;

/// <summary>A host with the given functions, on a free port and with a state folder of its own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly DirectoryInfo? _ownFolder;

    private TestHost(IHost host, DirectoryInfo? ownFolder, StringWriter output)
    {
        (_host, _ownFolder, Output) = (host, ownFolder, output);
        Http = new HttpClient { BaseAddress = Running.Address };
    }

    public HttpClient Http { get; }

    public StringWriter Output { get; }

    public IServiceProvider Services => _host.Services;

    public RunningHost Running => _host.Services.GetRequiredService<RunningHost>();

    public static async Task<TestHost> StartAsync(
        Type[] functions, Action<LocalHostOptions>? options = null, Action<FunctionsApplicationBuilder>? build = null)
    {
        DirectoryInfo? folder = null;
        var output = new StringWriter();
        var builder = LocalHost.CreateBuilder(o =>
        {
            o.FunctionTypes = functions;
            o.Arguments = ["--port", "0"];
            o.Output = output;
            o.BlobPollInterval = TimeSpan.FromMilliseconds(50);
            o.BlobRetryDelay = TimeSpan.FromMilliseconds(1);
            options?.Invoke(o);
            o.StateFolder ??= (folder = Directory.CreateTempSubdirectory("hub-host-")).FullName;
        });
        builder.ConfigureFunctionsWebApplication();
        build?.Invoke(builder);
        var host = builder.Build();
        await host.StartAsync();
        return new TestHost(host, folder, output);
    }

    /// <summary>Stops the host, as Ctrl+C does.</summary>
    public async Task StopAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await StopAsync();
        _ownFolder?.Delete(recursive: true);
    }
}
