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
    private TaskCompletionSource talked = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
    public static EngineProcess Start(string hub, string ledger, string life) => new(EngineProgram.Start(hub, ledger, life));

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

    /// <summary>Completes when it has given so many more answers, or has ended. One may wait for it at a time.</summary>
    public Task AnsweredAsync(int count)
    {
        lock (gate)
        {
            talked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            enough = answered + count;
            if (HasEnded)
            {
                talked.SetResult();
            }

            return talked.Task;
        }
    }

    /// <summary>SIGKILL: no goodbye. Its worker has to find out by itself.</summary>
    public void Kill() => process.Kill();

    /// <summary>SIGKILL to its worker alone; false when it has none to kill.</summary>
    public async Task<bool> KillWorkerAsync()
    {
        if (await AskAsync("worker") is not { IsDone: true } worker)
        {
            return false;
        }

        try
        {
            using var found = Process.GetProcessById(int.Parse(worker.Text, CultureInfo.InvariantCulture));
            found.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            // It has just ended.
            return false;
        }
    }

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
            // Its worker too, which would write on while the folder is removed.
            process.Kill(entireProcessTree: true);
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
                lock (gate)
                {
                    if (++answered >= enough)
                    {
                        talked.TrySetResult();
                    }
                }
            }
        }

        HasEnded = true;
        ready.TrySetResult();
        lock (gate)
        {
            talked.TrySetResult();
        }

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
