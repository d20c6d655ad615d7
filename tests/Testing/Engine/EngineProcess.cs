using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace HubAutomation.Testing.Engine;

/// <summary>A life of the engine in a process of its own (<see cref="EngineProgram"/>), to be spoken to and to be killed.</summary>
internal sealed class EngineProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<Answer?>> questions = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly TaskCompletionSource talked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int asked;
    private int answered;
    private int enough = int.MaxValue;
    private bool hasEnded;

    private EngineProcess(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
        Ended = ReadAsync();
    }

    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded
    {
        get => Volatile.Read(ref hasEnded);
        private set => Volatile.Write(ref hasEnded, value);
    }

    /// <summary>Completes when it has taken over the hub's work, or has ended.</summary>
    public Task Ready => ready.Task;

    /// <summary>Completes when it has ended and all that it said was heard.</summary>
    public Task Ended { get; }

    /// <summary>Starts the program that this file is compiled into.</summary>
    /// <param name="hub">The hub's file.</param>
    /// <param name="ledger">The ledger's file.</param>
    /// <param name="life">A name for this life, of which the ledger tells.</param>
    public static EngineProcess Start(string hub, string ledger, string life) => new(Process.Start(new ProcessStartInfo(
        "dotnet", ["exec", typeof(EngineProcess).Assembly.Location, EngineProgram.Argument, hub, ledger, life])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!);

    /// <summary>Asks for something. Gives null when the process ended without an answer: it may have been done or not.</summary>
    public async Task<Answer?> AskAsync(params IEnumerable<string> words)
    {
        var number = Interlocked.Increment(ref asked);
        var question = questions[number] = new TaskCompletionSource<Answer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Write(string.Join('\t', [number.ToString(CultureInfo.InvariantCulture), .. words]));
        if (HasEnded)
        {
            question.TrySetResult(null);
        }

        return await question.Task;
    }

    /// <summary>Completes when it has given so many answers, or has ended. One may wait for it at a time.</summary>
    public Task AnsweredAsync(int count)
    {
        Volatile.Write(ref enough, count);
        return talked.Task;
    }

    /// <summary>SIGKILL: no goodbye.</summary>
    public void Kill() => process.Kill();

    /// <summary>Lets it end in good order; exit code and what it said on its error output.</summary>
    public async Task<(int ExitCode, string Errors)> StopAsync()
    {
        lock (gate)
        {
            process.StandardInput.Close();
        }

        return await EndAsync();
    }

    /// <summary>Waits for the end; exit code and what it said on its error output.</summary>
    public async Task<(int ExitCode, string Errors)> EndAsync()
    {
        await Ended;
        await process.WaitForExitAsync();
        return (process.ExitCode, (await errors).Trim());
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private void Write(string line)
    {
        try
        {
            lock (gate)
            {
                process.StandardInput.WriteLine(line);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // It was killed or told to stop: its output ends, and that is the answer.
        }
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
            {
                ready.TrySetResult();
            }
            else if (line.Split('\t') is [var number, var outcome, var text]
                && questions.TryRemove(int.Parse(number, CultureInfo.InvariantCulture), out var question))
            {
                question.SetResult(new Answer(outcome == "ok", text));
                if (++answered >= Volatile.Read(ref enough))
                {
                    talked.TrySetResult();
                }
            }
        }

        HasEnded = true;
        ready.TrySetResult();
        talked.TrySetResult();
        foreach (var question in questions.Values)
        {
            question.TrySetResult(null);
        }
    }
}

/// <summary>What the engine answered.</summary>
/// <param name="IsDone">Whether what was asked is done, and on the disk.</param>
/// <param name="Text">What came of it, or why it is not done.</param>
internal readonly record struct Answer(bool IsDone, string Text);
