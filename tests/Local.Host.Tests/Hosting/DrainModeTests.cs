using HubAutomation.Local.Host.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubAutomation.Local.Host.Tests.Hosting;

public sealed class DrainModeTests : IDisposable
{
    private readonly Listener _timers = new();
    private readonly Listener _blobs = new();
    private readonly DrainMode _drain;
    private long _outstanding;

    public DrainModeTests() => _drain = new DrainMode([_timers, _blobs], () => _outstanding, NullLogger.Instance);

    public void Dispose() => _drain.Dispose();

    [Fact]
    public async Task A_drain_is_over_when_everything_has_stopped_and_nothing_runs()
    {
        Assert.Equal(DrainState.Disabled, _drain.State);

        _outstanding = 1;
        await _drain.BeginAsync(CancellationToken.None);
        await _timers.Stopping.Task;
        Assert.Equal(DrainState.InProgress, _drain.State);

        _timers.Stopped.SetResult();
        _blobs.Stopped.SetResult();
        Assert.Equal(DrainState.InProgress, _drain.State);

        _outstanding = 0;
        await _drain.ResumeAsync(CancellationToken.None);
        Assert.Equal(DrainState.Disabled, _drain.State);
        Assert.Equal((1, 1), (_timers.Starts, _blobs.Starts));
    }

    [Fact]
    public async Task What_has_stopped_stays_so_until_told_to_go_on()
    {
        _timers.Stopped.SetResult();
        _blobs.Stopped.SetResult();
        await _drain.BeginAsync(CancellationToken.None);
        await _drain.BeginAsync(CancellationToken.None);
        await Task.WhenAll(_timers.Stopping.Task, _blobs.Stopping.Task);

        Assert.Equal((0, 0), (_timers.Starts, _blobs.Starts));
        await _drain.ResumeAsync(CancellationToken.None);
        await _drain.ResumeAsync(CancellationToken.None);
        Assert.Equal((1, 1, 1), (_timers.Starts, _timers.Stops, _blobs.Stops));
    }

    [Fact]
    public async Task A_listener_that_does_not_stop_keeps_nobody_from_going_on()
    {
        _timers.Stopped.SetException(new InvalidOperationException("stuck"));
        _blobs.Stopped.SetResult();

        await _drain.BeginAsync(CancellationToken.None);
        await _drain.ResumeAsync(CancellationToken.None);

        Assert.Equal((1, 1), (_timers.Starts, _blobs.Starts));
    }

    private sealed class Listener : IListener
    {
        public TaskCompletionSource Stopping { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Starts { get; private set; }

        public int Stops { get; private set; }

        public Task StartAsync(CancellationToken cancellation)
        {
            Starts++;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken patience)
        {
            Stops++;
            Stopping.TrySetResult();
            return Stopped.Task;
        }
    }
}
