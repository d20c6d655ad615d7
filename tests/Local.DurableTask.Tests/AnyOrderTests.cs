using System.Globalization;
using DurableTask.Core.Exceptions;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>Whatever is asked of an instance, in whatever order and with whatever ends of the process between, comes out as a few rules say.</summary>
public sealed class AnyOrderTests
{
    private enum Step
    {
        Start,
        Number,
        Finish,
        Suspend,
        Resume,
        Terminate,
        Purge,
        StartAgain,
        Crash,
        Close,
        Hour,
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2000)]
    public async Task An_instance_follows_its_rules_whatever_is_asked_of_it_and_in_whatever_order(int kept)
    {
        var orders = Gen.Frequency(
            (6, Gen.Elements(Step.Number)), (2, Gen.Elements(Step.Start, Step.Suspend, Step.Resume)), (2, Gen.Elements(Enum.GetValues<Step>())));
        var rule = Prop.ForAll(orders.ArrayOf().ToArbitrary(), steps => FollowAsync([Step.Start, .. steps], kept).GetAwaiter().GetResult());

        // On a thread that no other test waits for: a property is checked while a thread waits.
        await Task.Run(() => rule.Check(Config.QuickThrowOnFailure.WithMaxTest(15).WithEndSize(40)));
    }

    private static async Task FollowAsync(Step[] steps, int kept)
    {
        await using var hub = await TestHub.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Collect", async context =>
            {
                var got = new List<int>();
                while (await context.WaitForExternalEvent<int>("Number") is >= 0 and var number)
                {
                    got.Add(number);
                    context.SetCustomStatus(got.Count);
                }

                return string.Join(' ', got);
            }),
            options => options.MaxCachedOrchestrations = kept);
        var rules = new Rules();
        foreach (var (place, step) in steps.Index())
        {
            var expected = rules.Take(step, place);
            Assert.Equal((place, step, expected), (place, step, await TakeAsync(hub, step, place)));
            await hub.IdleAsync();
            Assert.Equal((place, step, rules.State), (place, step, await StateAsync(hub)));
        }
    }

    private static async Task<string> TakeAsync(TestHub hub, Step step, int place)
    {
        try
        {
            switch (step)
            {
                case Step.Start:
                    await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collect", new StartOrchestrationOptions("one"));
                    break;
                case Step.Number or Step.Finish:
                    await hub.Client.RaiseEventAsync("one", "Number", step == Step.Finish ? -1 : place);
                    break;
                case Step.Suspend:
                    await hub.Client.SuspendInstanceAsync("one");
                    break;
                case Step.Resume:
                    await hub.Client.ResumeInstanceAsync("one");
                    break;
                case Step.Terminate:
                    await hub.Client.TerminateInstanceAsync("one", "enough");
                    break;
                case Step.Purge:
                    return $"{(await hub.Client.PurgeInstanceAsync("one")).PurgedInstanceCount} purged";
                case Step.StartAgain:
                    await hub.Client.RestartAsync("one");
                    break;
                case Step.Crash:
                    await hub.CrashAndRestartAsync();
                    break;
                case Step.Close:
                    await hub.RestartAsync();
                    break;
                default:
                    hub.Clock.Advance(TimeSpan.FromHours(1));
                    break;
            }

            return "done";
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode.ToString();
        }
        catch (Exception refusal) when (refusal is OrchestrationAlreadyExistsException or InvalidOperationException or ArgumentException)
        {
            return refusal.GetType().Name;
        }
    }

    private static async Task<string> StateAsync(TestHub hub) => await hub.Client.GetInstanceAsync("one", getInputsAndOutputs: true) is { } state
        ? $"{state.RuntimeStatus} {state.SerializedCustomStatus} {state.SerializedOutput}"
        : "none";

    /// <summary>The rules.</summary>
    private sealed class Rules
    {
        private readonly List<int> got = [];
        private readonly Queue<int> held = new();
        private OrchestrationRuntimeStatus? status;
        private string? output;

        public string State => status is null ? "none" : $"{status} {(got.Count > 0 ? got.Count.ToString(CultureInfo.InvariantCulture) : null)} {output}";

        private bool HasEnded => status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Terminated;

        public string Take(Step step, int place) => step switch
        {
            Step.Crash or Step.Close or Step.Hour => "done",
            Step.Start => status is null || HasEnded ? Begin() : nameof(OrchestrationAlreadyExistsException),
            Step.StartAgain => status is null ? nameof(ArgumentException) : HasEnded ? Begin() : nameof(InvalidOperationException),
            Step.Purge => status is null ? "0 purged" : HasEnded ? End(null, null, "1 purged") : nameof(InvalidOperationException),
            _ when status is null => nameof(StatusCode.NotFound),
            _ when HasEnded => nameof(StatusCode.FailedPrecondition),
            Step.Terminate => End(OrchestrationRuntimeStatus.Terminated, "\"enough\"", "done"),
            Step.Suspend => Change(OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended),
            Step.Resume => Change(OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Running),
            _ => Raise(step == Step.Finish ? -1 : place),
        };

        private string Begin()
        {
            got.Clear();
            held.Clear();
            (status, output) = (OrchestrationRuntimeStatus.Running, null);
            return "done";
        }

        private string End(OrchestrationRuntimeStatus? ending, string? result, string answer)
        {
            if (ending is null)
                got.Clear();
            (status, output) = (ending, result);
            return answer;
        }

        private string Change(OrchestrationRuntimeStatus from, OrchestrationRuntimeStatus to)
        {
            if (status != from)
                return nameof(StatusCode.FailedPrecondition);
            status = to;
            Deliver();
            return "done";
        }

        private string Raise(int number)
        {
            held.Enqueue(number);
            Deliver();
            return "done";
        }

        private void Deliver()
        {
            while (status == OrchestrationRuntimeStatus.Running && held.TryDequeue(out var number))
            {
                if (number < 0)
                    End(OrchestrationRuntimeStatus.Completed, $"\"{string.Join(' ', got)}\"", "done");
                else
                    got.Add(number);
            }
        }
    }
}
