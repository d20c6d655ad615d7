using System.Text.Json.Serialization;

namespace HubAutomation.Local.Sandbox.Mail;

/// <summary>A way to misbehave.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
internal enum FaultKind
{
    /// <summary>429 with Retry-After.</summary>
    TooManyRequests,

    /// <summary>500, or the status that the rule gives.</summary>
    ServerError,

    /// <summary>401: whoever calls may not use the service.</summary>
    Denied,

    /// <summary>No answer, and nothing was accepted.</summary>
    TimeoutBeforeAccepting,

    /// <summary>No answer, though the mail was accepted.</summary>
    TimeoutAfterAccepting,

    /// <summary>The recipient's server refuses the mail.</summary>
    Bounce,

    /// <summary>The service no longer writes to the recipients.</summary>
    Suppress,
}

/// <summary>When to misbehave and how.</summary>
/// <param name="Fault">The way.</param>
/// <param name="Probability">For which share of requests, 0 to 1.</param>
/// <param name="Next">For how many requests from now on, whatever the probability.</param>
/// <param name="Status">The status of a server error.</param>
/// <param name="Seconds">What Retry-After says; how long a request without an answer is held before its connection is dropped.</param>
/// <param name="LookUps">Whether looking up an operation misbehaves so too.</param>
internal sealed record FaultRule(
    FaultKind Fault, double Probability = 0, int Next = 0, int Status = 500, double Seconds = 1, bool LookUps = false);

/// <summary>All rules, and the seed that the share of requests is drawn with.</summary>
internal sealed record FaultPlan(int Seed, IReadOnlyList<FaultRule> Rules)
{
    public static readonly FaultPlan None = new(0, []);
}

/// <summary>Decides for each request whether and how to misbehave.</summary>
internal sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly Dictionary<FaultKind, int> _counts = [];
    private FaultPlan _plan = FaultPlan.None;
    private Random _random = new(0);

    /// <summary>The plan, with what is left of each rule's next.</summary>
    public FaultPlan Plan
    {
        get
        {
            lock (_gate)
            {
                return _plan;
            }
        }

        set
        {
            lock (_gate)
            {
                (_plan, _random) = (value, new Random(value.Seed));
                _counts.Clear();
            }
        }
    }

    /// <summary>How often each fault has struck since the plan was made.</summary>
    public IReadOnlyDictionary<FaultKind, int> Counts
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<FaultKind, int>(_counts);
            }
        }
    }

    /// <summary>How to answer a request wrongly; null to answer it as it should be.</summary>
    public FaultRule? OfAnswer(bool isLookUp) => Draw(rule =>
        rule.Fault is not (FaultKind.Bounce or FaultKind.Suppress)
        && (!isLookUp || (rule.LookUps && rule.Fault != FaultKind.TimeoutAfterAccepting)));

    /// <summary>What becomes of a mail.</summary>
    public Fate OfMail() => Draw(rule => rule.Fault is FaultKind.Bounce or FaultKind.Suppress)?.Fault switch
    {
        FaultKind.Bounce => Fate.Bounced,
        FaultKind.Suppress => Fate.Suppressed,
        _ => Fate.Delivered,
    };

    // One draw decides among all rules, so that their shares add up as written.
    private FaultRule? Draw(Func<FaultRule, bool> concerns)
    {
        lock (_gate)
        {
            var concerned = _plan.Rules.Where(concerns).ToList();
            if (concerned.Count == 0)
            {
                return null;
            }

            var struck = concerned.FirstOrDefault(r => r.Next > 0);
            if (struck is not null)
            {
                _plan = _plan with { Rules = [.. _plan.Rules.Select(r => ReferenceEquals(r, struck) ? r with { Next = r.Next - 1 } : r)] };
            }
            else
            {
                var draw = _random.NextDouble();
                struck = concerned.FirstOrDefault(r => (draw -= r.Probability) < 0);
            }

            if (struck is not null)
            {
                _counts[struck.Fault] = _counts.GetValueOrDefault(struck.Fault) + 1;
            }

            return struck;
        }
    }
}
