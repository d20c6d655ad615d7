namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>
/// Looks at what is subscribed to, and tells of changes. What nobody takes is told again, after a second, two, four… up to a minute, for
/// as long as the subscription lasts (Graph gives up after four hours). Changes that come meanwhile are told of together.
/// </summary>
internal sealed class ChangeWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (int Failures, DateTimeOffset Next)> _waiting = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly Subscriptions _subscriptions;
    private readonly Webhooks _webhooks;
    private readonly TimeProvider _time;
    private readonly Task _work;

    public ChangeWatch(Subscriptions subscriptions, Webhooks webhooks, TimeProvider time)
    {
        (_subscriptions, _webhooks, _time) = (subscriptions, webhooks, time);
        _work = Task.Run(() => WatchAsync(_ended.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _work;
        _ended.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                foreach (var subscription in _subscriptions.All())
                {
                    await LookAsync(subscription, cancellation);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The sandbox ends.
        }
    }

    private async Task LookAsync(Subscription subscription, CancellationToken cancellation)
    {
        var (failures, next) = _waiting.GetValueOrDefault(subscription.Id);
        if (next > _time.GetUtcNow() || StateOf(subscription) is not { } state || state == subscription.Told)
        {
            return;
        }

        if (await _webhooks.NotifyAsync(subscription, cancellation))
        {
            _waiting.Remove(subscription.Id);
            _subscriptions.Change(subscription.Id, s => s with { Told = state });
            return;
        }

        var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures), LongestWait.TotalSeconds));
        _waiting[subscription.Id] = (failures + 1, _time.GetUtcNow() + wait);
    }

    private string? StateOf(Subscription subscription)
    {
        try
        {
            return _subscriptions.StateOf(subscription.Resource);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // Somebody is at the file; it is looked at again in a moment.
            return null;
        }
    }
}
