using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Local.Host.SampleApp;

/// <summary>What an app says when it stops; it comes before the host's own summary.</summary>
internal sealed class Farewell(IConfiguration settings) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"The app says goodbye ({settings["Greeting"]}, {Environment.GetEnvironmentVariable("Greeting")}).");
        return Task.CompletedTask;
    }
}
