using HubAutomation.Local.Functions.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Local.Functions.Testing;

/// <summary>
/// An app's entry point that runs inside a test. Whatever it calls, the builder that it makes takes the test's options instead
/// of the process's command line and settings.
/// </summary>
internal sealed class EmbeddedProgram
{
    private static readonly AsyncLocal<EmbeddedProgram?> Running = new();

    private readonly LocalHostOptions _options;
    private readonly Action<FunctionsApplicationBuilder> _build;
    private readonly TaskCompletionSource<FunctionsHost> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _main;

    private EmbeddedProgram(Action<string[]> main, LocalHostOptions options, Action<FunctionsApplicationBuilder> build)
    {
        (_options, _build) = (options, build);
        _main = Task.Factory.StartNew(
            () =>
            {
                Running.Value = this;
                main([.. options.Arguments]);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <summary>The program that this code is part of; null in a process of the app's own.</summary>
    public static EmbeddedProgram? Current => Running.Value;

    /// <summary>The host that the program has built.</summary>
    public FunctionsHost Host => _built.Task.Result;

    /// <summary>Runs an entry point until its host has started.</summary>
    /// <param name="main">The entry point.</param>
    /// <param name="options">How to host.</param>
    /// <param name="build">What to do to the app after its own set-up.</param>
    /// <exception cref="HostStartException">The host cannot start.</exception>
    /// <exception cref="InvalidOperationException">The entry point ended without running a host.</exception>
    public static async Task<EmbeddedProgram> StartAsync(
        Action<string[]> main, LocalHostOptions options, Action<FunctionsApplicationBuilder> build)
    {
        var program = new EmbeddedProgram(main, options, build);
        if (await Task.WhenAny(program._built.Task, program._main) == program._main
            || await Task.WhenAny(program.Host.Started, program._main) == program._main)
        {
            await program._main;
            throw new InvalidOperationException("The app's entry point ended without running a host.");
        }

        return program;
    }

    /// <summary>The builder that the program asked for.</summary>
    public FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        _options.Arguments = args;
        return new FunctionsApplicationBuilder(_options, ownsTheProcess: false, this);
    }

    /// <summary>Builds the host, the test having the last word.</summary>
    public IHost Complete(FunctionsApplicationBuilder builder)
    {
        _build(builder);
        var host = builder.Host.Build();
        _built.SetResult((FunctionsHost)host);
        return host;
    }

    /// <summary>Waits for the end of the program, whose host was told to stop or is dead.</summary>
    public Task WhenEndedAsync() => _main;
}
