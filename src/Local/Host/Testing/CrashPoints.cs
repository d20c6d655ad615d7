using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.Host.Testing;

/// <summary>
/// Where a test lets the host die: once just before each activity, and once just after it, when its work is done and nobody
/// knows. The host is dead at once; the activity that died never goes on.
/// </summary>
internal sealed class CrashPoints
{
    private readonly Lock gate = new();
    private readonly HashSet<string> passed = [];
    private TaskCompletionSource death = NewDeath();

    /// <summary>Whether the host is to die.</summary>
    public bool Armed { get; set; }

    /// <summary>What dying takes, at once.</summary>
    public Action Abandon { get; set; } = static () => { };

    /// <summary>Ends when the host has died.</summary>
    public Task Death
    {
        get
        {
            lock (gate)
            {
                return death.Task;
            }
        }
    }

    /// <summary>The host is about to live again.</summary>
    public void Revive()
    {
        lock (gate)
        {
            death = death.Task.IsCompleted ? NewDeath() : death;
        }
    }

    /// <summary>Runs an activity with a death on either side of it.</summary>
    public async Task<P.ActivityResponse> RunAsync(P.ActivityRequest request, Func<Task<P.ActivityResponse>> run)
    {
        var activity = $"{request.OrchestrationInstance.InstanceId} {request.Name} {request.Input}";
        await DieOnceAsync($"before {activity}");
        var answer = await run();
        await DieOnceAsync($"after {activity}");
        return answer;
    }

    private async Task DieOnceAsync(string point)
    {
        lock (gate)
        {
            if (death.Task.IsCompleted || !passed.Add(point))
            {
                return;
            }

            Abandon();
            death.SetResult();
        }

        // The dead do not come back.
        await new TaskCompletionSource().Task;
    }

    private static TaskCompletionSource NewDeath() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
