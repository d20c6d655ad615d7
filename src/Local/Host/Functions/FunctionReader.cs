using System.Collections.Immutable;
using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Functions;

/// <summary>Makes descriptions of what a worker says of its functions, and tells everything that is wrong with them in one go.</summary>
internal sealed class FunctionReader(TriggerReader triggers)
{
    private readonly List<FunctionMistake> mistakes = [];

    /// <summary>The functions.</summary>
    /// <exception cref="HostStartException">Some cannot be hosted; the message names each and says why.</exception>
    public ImmutableArray<FunctionDescription> Read(IReadOnlyCollection<RpcFunctionMetadata> functions)
    {
        var read = functions.Select(Read).OfType<FunctionDescription>().ToImmutableArray();
        FindDuplicates(functions);
        mistakes.AddRange(RouteRules.Check(read));
        mistakes.AddRange(TaskNameRules.Check(read));
        return mistakes.Count == 0 ? read : throw new HostStartException(Explain());
    }

    private FunctionDescription? Read(RpcFunctionMetadata function)
    {
        try
        {
            var bindings = function.RawBindings.Select(FunctionBinding.Parse).ToImmutableArray();
            var trigger = triggers.Read(function.Name, FindTrigger(bindings));
            foreach (var binding in bindings.Where(b => !b.IsTrigger))
            {
                Check(binding, trigger);
            }

            if (function.RetryOptions is not null)
            {
                throw new FormatException("the local host does not run functions again as a retry attribute asks for");
            }

            return new FunctionDescription(function.FunctionId, function.Name, function.EntryPoint, trigger, bindings);
        }
        catch (FormatException error)
        {
            mistakes.Add(new FunctionMistake(function.Name, function.EntryPoint, error.Message));
            return null;
        }
    }

    private static FunctionBinding FindTrigger(ImmutableArray<FunctionBinding> bindings)
    {
        var found = bindings.Where(b => b.IsTrigger).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new FormatException("no parameter has a trigger attribute"),
            _ => throw new FormatException(
                $"only one parameter can be the trigger, but {string.Join(" and ", found.Select(b => $"'{b.Name}'"))} are marked"),
        };
    }

    /// <summary>What the host gives besides the trigger is the durable client; what it takes is the answer to a request.</summary>
    private static void Check(FunctionBinding binding, TriggerDescription trigger)
    {
        var isKnown = binding.IsInput ? binding.Is("durableClient") : binding.Is("http") && trigger is HttpTriggerDescription;
        if (!isKnown)
        {
            throw new FormatException(
                $"the local host does not know the {(binding.IsInput ? "input" : "output")} binding '{binding.Type}' of '{binding.Name}'");
        }
    }

    private void FindDuplicates(IEnumerable<RpcFunctionMetadata> functions)
    {
        foreach (var group in functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            foreach (var function in group)
            {
                var others = group.Where(f => f != function).Select(f => f.EntryPoint);
                mistakes.Add(new FunctionMistake(function.Name, function.EntryPoint, $"the name is taken by {string.Join(" and ", others)} too"));
            }
        }
    }

    private string Explain() =>
        $"{mistakes.Count} mistake{(mistakes.Count == 1 ? "" : "s")} in the app's functions:{Environment.NewLine}"
            + string.Join(Environment.NewLine, mistakes.Select(m => $"  {m}"));
}
