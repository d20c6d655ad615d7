using System.Collections.Concurrent;

namespace HubAutomation.Testing.Engine;

/// <summary>
/// Keeps a mixed load going through the lives of an engine: so many cases side by side, a new one as soon as one has ended. What was
/// not acknowledged before the engine died is asked for again in its next life.
/// </summary>
internal sealed class Load
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly List<Lane> lanes;
    private readonly int first;
    private readonly int limit;
    private readonly ConcurrentBag<Ending> endings = [];
    private readonly ConcurrentQueue<string> refusals = new();
    private int begun;
    private int acknowledged;
    private int events;

    /// <param name="lanes">How many cases run side by side.</param>
    /// <param name="cases">How many cases there are in all.</param>
    /// <param name="first">The number of the first case.</param>
    public Load(int lanes, int cases = int.MaxValue, int first = 0)
    {
        (this.lanes, limit, this.first) = ([.. Enumerable.Range(0, lanes).Select(_ => new Lane())], cases, first);
    }

    /// <summary>Set to begin no more cases.</summary>
    public bool IsClosing { get; set; }

    /// <summary>Cases whose end was reported.</summary>
    public IReadOnlyCollection<Ending> Endings => endings;

    /// <summary>Cases that were begun and have not ended.</summary>
    public IReadOnlyList<Case> Open => [.. lanes.Where(lane => lane.Case is not null && lane.Next > 0).Select(lane => lane.Case!)];

    /// <summary>How many commands the engine has acknowledged.</summary>
    public int Acknowledged => acknowledged;

    /// <summary>How many of them were events.</summary>
    public int Events => events;

    /// <summary>Why commands were refused, in order; they are tried again.</summary>
    public IReadOnlyCollection<string> Refusals => refusals;

    /// <summary>Runs until the engine has ended, or every case has.</summary>
    public Task LiveAsync(EngineProcess engine) => Task.WhenAll(lanes.Select(lane => RunAsync(lane, engine)));

    /// <summary>One more case side by side with the others, from now on. Runs as <see cref="LiveAsync"/> does.</summary>
    public Task AddLaneAsync(EngineProcess engine)
    {
        var lane = new Lane();
        lanes.Add(lane);
        return RunAsync(lane, engine);
    }

    /// <summary>Runs until nothing of the load is left, and lets the engine end in good order.</summary>
    public async Task RunOutAsync(EngineProcess engine)
    {
        IsClosing = true;
        await LiveAsync(engine);
        await engine.StopAsync();
    }

    private async Task RunAsync(Lane lane, EngineProcess engine)
    {
        while (lane.Case is not null || Begin(lane))
        {
            lane.Sent[lane.Next]++;
            if (await engine.AskAsync(lane.Command) is not { } answer)
            {
                return;
            }

            if (!answer.IsDone)
            {
                refusals.Enqueue(answer.Text);
                await Task.Delay(Pause);
                continue;
            }

            Acknowledge(lane, answer.Text);
        }
    }

    private bool Begin(Lane lane)
    {
        if (IsClosing || Interlocked.Increment(ref begun) is var number && number > limit)
        {
            return false;
        }

        lane.Case = Case.Of(first + number - 1);
        lane.Sent = new int[lane.Case.Commands.Count];
        return true;
    }

    private void Acknowledge(Lane lane, string text)
    {
        Interlocked.Increment(ref acknowledged);
        switch (lane.Command[0])
        {
            case "raise":
                Interlocked.Increment(ref events);
                break;
            case "watch":
                endings.Add(new Ending(lane.Case!, text, lane.Sent));
                break;
        }

        if (++lane.Next == lane.Case!.Commands.Count)
        {
            (lane.Case, lane.Next) = (null, 0);
        }
    }

    /// <summary>A place for one case at a time. Its case stays through the lives of the engine.</summary>
    private sealed class Lane
    {
        public Case? Case { get; set; }

        public int Next { get; set; }

        public int[] Sent { get; set; } = [];

        public string[] Command => Case!.Commands[Next];
    }
}
