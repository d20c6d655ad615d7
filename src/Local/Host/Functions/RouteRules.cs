using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace HubAutomation.Local.Host.Functions;

/// <summary>What routes of HTTP functions must not do.</summary>
internal static class RouteRules
{
    private static readonly HashSet<string> KnownConstraints = new(new RouteOptions().ConstraintMap.Keys, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<FunctionMistake> Check(IEnumerable<FunctionDescription> functions)
    {
        var routed = functions
            .Where(f => f.Trigger is HttpTriggerDescription)
            .Select(f => (Function: f, Http: (HttpTriggerDescription)f.Trigger))
            .ToList();
        return routed.SelectMany(f => CheckOne(f.Function, f.Http)).Concat(FindClashes(routed));
    }

    private static IEnumerable<FunctionMistake> CheckOne(FunctionDescription function, HttpTriggerDescription http)
    {
        // The real host's own routes come first, so that such a function would never be reached.
        if (http.Route.PathSegments is [{ Parts: [RoutePatternLiteralPart { Content: var first }] }, ..]
            && (first.Equals("admin", StringComparison.OrdinalIgnoreCase) || first.Equals("runtime", StringComparison.OrdinalIgnoreCase)))
        {
            yield return Mistake(function, $"the route '{http.Route.RawText}' is under '{first}', which belongs to the host");
        }

        foreach (var constraint in http.Route.ParameterPolicies.Values.SelectMany(p => p).Select(p => p.Content).OfType<string>())
        {
            var name = constraint.Split('(')[0];
            if (!KnownConstraints.Contains(name))
            {
                yield return Mistake(function, $"the route '{http.Route.RawText}' uses the unknown constraint '{name}'");
            }
        }
    }

    private static IEnumerable<FunctionMistake> FindClashes(List<(FunctionDescription Function, HttpTriggerDescription Http)> routed)
    {
        foreach (var group in routed.GroupBy(f => Shape(f.Http.Route)).Where(g => g.Count() > 1))
        {
            foreach (var (function, http) in group)
            {
                var other = group.FirstOrDefault(o => o.Function != function && Overlap(o.Http, http)).Function;
                if (other is not null)
                {
                    yield return Mistake(function, $"the route [{http.MethodList}] '{http.Route.RawText}' is also that of '{other.Name}'");
                }
            }
        }
    }

    private static FunctionMistake Mistake(FunctionDescription function, string problem) => new(function.Name, function.EntryPoint, problem);

    private static bool Overlap(HttpTriggerDescription a, HttpTriggerDescription b)
        => a.Methods.IsEmpty || b.Methods.IsEmpty || a.Methods.Intersect(b.Methods).Any();

    /// <summary>Two routes of the same shape match the same addresses, whatever their parameters are called.</summary>
    private static string Shape(RoutePattern route) => string.Join('/', route.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => $"{{{(parameter.IsCatchAll ? "*" : "")}:{string.Join(':', parameter.ParameterPolicies.Select(p => p.Content))}}}",
            _ => string.Empty,
        }))));
}
