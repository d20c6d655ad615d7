using System.Reflection;

namespace HubAutomation.Testing;

/// <summary>
/// The process's entry assembly, which is where the worker looks for an app's generated code while the app is put together. Apps of
/// one assembly are put together side by side, those of different ones take turns.
/// </summary>
internal static class EntryAssembly
{
    private static readonly Lock Gate = new();
    private static Assembly? current;
    private static int users;
    private static TaskCompletionSource free = NewSignal();

    /// <summary>Makes an assembly the entry assembly until the result is disposed of.</summary>
    public static async Task<IDisposable> UseAsync(Assembly assembly)
    {
        while (true)
        {
            Task wait;
            lock (Gate)
            {
                if (users == 0 || current == assembly)
                {
                    users++;
                    Set(assembly);
                    return new Use();
                }

                wait = free.Task;
            }

            await wait;
        }
    }

    private static void Set(Assembly assembly)
    {
        if (current != assembly)
        {
            Assembly.SetEntryAssembly(assembly);
            current = assembly;
        }
    }

    private static void Leave()
    {
        TaskCompletionSource? left = null;
        lock (Gate)
        {
            if (--users == 0)
            {
                (left, free) = (free, NewSignal());
            }
        }

        left?.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Use : IDisposable
    {
        private int isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                Leave();
            }
        }
    }
}
