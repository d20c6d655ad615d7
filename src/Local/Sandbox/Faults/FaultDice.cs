namespace HubAutomation.Local.Sandbox.Faults;

/// <summary>Decides for each request whether and how to misbehave.</summary>
internal sealed class FaultDice
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

    /// <summary>The rule that strikes among those that concern a request; mostly none.</summary>
    public FaultRule? Throw(Func<FaultRule, bool> concerns)
    {
        // One draw decides among all rules, so that their shares add up as written.
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
