using System.Text.Json;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Functions.Testing;

/// <summary>
/// Where a test lets the app die: once just before each activity, and once just after it, when its work is done and nobody
/// knows. The host is dead at once; the activity that died never goes on.
/// </summary>
internal sealed class CrashPoints
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _passed = [];
    private TaskCompletionSource _death = NewDeath();

    /// <summary>Whether the app is to die.</summary>
    public bool Armed { get; set; }

    /// <summary>Ends when the app has died.</summary>
    public Task Death
    {
        get
        {
            lock (_lock)
            {
                return _death.Task;
            }
        }
    }

    /// <summary>The app is about to live again.</summary>
    public void Revive()
    {
        lock (_lock)
        {
            _death = Death.IsCompleted ? NewDeath() : _death;
        }
    }

    /// <summary>A step of the way to every function.</summary>
    public async Task RunAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        var run = LocalFunctionContext.Of(context);
        if (!Armed || run.Function.Trigger is not ActivityTriggerDescription)
        {
            await next(context);
            return;
        }

        var activity = $"{context.BindingContext.BindingData["instanceId"]} {run.Function.Name} {JsonSerializer.Serialize(run.TriggerValue)}";
        await DieOnceAsync($"before {activity}", run);
        await next(context);
        await DieOnceAsync($"after {activity}", run);
    }

    private async Task DieOnceAsync(string point, LocalFunctionContext run)
    {
        lock (_lock)
        {
            if (_death.Task.IsCompleted || !_passed.Add(point))
            {
                return;
            }

            run.InstanceServices.GetRequiredService<SqliteTaskHub>().Abandon();
            _death.SetResult();
        }

        // The dead do not count, and do not come back.
        run.InstanceServices.GetRequiredService<WorkMeter>().Leave();
        await new TaskCompletionSource().Task;
    }

    private static TaskCompletionSource NewDeath() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
