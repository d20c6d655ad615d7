using System.Diagnostics;
using HubAutomation.Local.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Benchmarks.Api;

/// <summary>A server in a process of its own: the functions host, or ASP.NET Core without it. It ends with its input.</summary>
internal sealed class ApiChild : IAsyncDisposable
{
    /// <summary>The hidden command of this program that starts such a process.</summary>
    public const string Command = "api-child";

    private readonly Process process;

    private ApiChild(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    public double ResidentMebibytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <param name="arguments"><c>functions STATE</c> or <c>bare</c>.</param>
    public static async Task<ApiChild> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var argument in new[] { typeof(ApiChild).Assembly.Location, Command }.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server's process printed no address.");
        return new ApiChild(process, new Uri(line));
    }

    /// <summary>What such a process does.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        if (arguments[0] == "functions")
        {
            await RunFunctionsAsync(arguments[1]);
        }
        else
        {
            await RunBareAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task RunFunctionsAsync(string state)
    {
        var builder = LocalHost.CreateBuilder(host =>
        {
            host.FunctionTypes = [typeof(MeasuredFunctions)];
            host.StateFolder = state;
            host.RoutePrefix = "";
            host.Arguments = ["--port", "0"];
        });
        builder.ConfigureFunctionsWebApplication();
        using var app = builder.Build();
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<RunningHost>().Address);
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    private static async Task RunBareAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("hello", () => "hello");
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }
}
