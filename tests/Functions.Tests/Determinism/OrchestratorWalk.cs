using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace HubAutomation.Functions.Tests.Determinism;

/// <summary>A call that an orchestrator must not make.</summary>
/// <param name="Chain">How the orchestrator comes to it.</param>
/// <param name="What">The call, or the field.</param>
/// <param name="Rule">The rule against it; null for a static that changes and for native code.</param>
/// <param name="Instead">What to do instead.</param>
internal sealed record Offence(string Chain, string What, Rule? Rule, string Instead)
{
    public override string ToString() => $"{Chain} → {What}: {Instead}";
}

/// <summary>
/// Follows the compiled code of an orchestrator: through async and iterator state machines, lambdas, local functions, overrides and static
/// initialisers into everything of ours that it can reach, up to the first call into foreign code, which the rules judge.
/// </summary>
internal sealed partial class OrchestratorWalk(params IReadOnlyCollection<Assembly> ours)
{
    private readonly List<MethodInfo> overridable =
        [.. ours.SelectMany(a => a.GetTypes()).SelectMany(t => t.GetMethods(AllDeclared)).Where(m => m.IsVirtual && !m.IsAbstract)];

    private const BindingFlags AllDeclared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Every offence that an orchestrator can reach, each by the shortest way.</summary>
    public IReadOnlyList<Offence> From(MethodBase orchestrator)
    {
        var offences = new Dictionary<string, Offence>();
        var seen = new HashSet<(Module, int)> { (orchestrator.Module, orchestrator.MetadataToken) };
        var open = new Queue<(MethodBase Method, string Chain)>([(orchestrator, NameOf(orchestrator))]);
        while (open.TryDequeue(out var at))
        {
            foreach (var offence in OffencesIn(at.Method, at.Chain))
                offences.TryAdd(offence.What, offence);
            foreach (var next in NextOf(at.Method).Where(next => seen.Add((next.Module, next.MetadataToken))))
                open.Enqueue((next, NameOf(next) == NameOf(at.Method) ? at.Chain : $"{at.Chain} → {NameOf(next)}"));
        }

        return [.. offences.Values];
    }

    private IEnumerable<Offence> OffencesIn(MethodBase method, string chain)
    {
        if (method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            yield return new Offence(chain, "native code", null, "do it in an activity");
        foreach (var member in Il.MembersOf(method))
        {
            var name = $"{(member.DeclaringType is { } type ? Rule.NameOf(type) : "")}.{member.Name}";
            if (member is MethodBase call && !IsOurs(call.DeclaringType!) && Rule.ThatForbids(call) is { } rule)
                yield return new Offence(chain, name, rule, rule.Instead!);

            // An initialiser gives the field its first value; who reads it or changes it later is the offender.
            if (method is not ConstructorInfo { IsStatic: true }
                && member is FieldInfo { IsStatic: true, IsLiteral: false } field && IsOurs(field.DeclaringType!) && Changes(field))
                yield return new Offence(chain, name, null, "it is not the same in a replay; make it a value that never changes");
        }
    }

    private IEnumerable<MethodBase> NextOf(MethodBase method)
    {
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
            yield return machine.StateMachineType.GetMethod("MoveNext", AllDeclared)!;
        foreach (var member in Il.MembersOf(method).Where(member => IsOurs(member.DeclaringType!)))
        {
            if (member is FieldInfo { IsStatic: true } or MethodBase { IsStatic: true } or ConstructorInfo && member.DeclaringType!.TypeInitializer is { } initializer)
                yield return initializer;
            if (member is not MethodBase call)
                continue;
            yield return call;
            foreach (var other in overridable.Where(o => call.IsVirtual && Implements(o, call)))
                yield return other;
        }
    }

    private bool IsOurs(Type type) => ours.Contains(type.Assembly);

    // What the compiler keeps (delegates of lambdas) changes once, from nothing to a value that is always the same.
    private static bool Changes(FieldInfo field) =>
        !field.Name.StartsWith('<') && !field.DeclaringType!.Name.StartsWith('<') && (!field.IsInitOnly || IsMutable(field.FieldType));

    private static bool IsMutable(Type type) => type.IsGenericType && !type.IsInterface
        && (type.GetGenericTypeDefinition() is var kind && (kind == typeof(List<>) || kind == typeof(Dictionary<,>) || kind == typeof(HashSet<>) || kind == typeof(Queue<>))
            || type.Namespace == typeof(ConcurrentDictionary<,>).Namespace);

    private static bool Implements(MethodInfo candidate, MethodBase declared)
    {
        var type = declared.DeclaringType!.IsGenericType ? declared.DeclaringType.GetGenericTypeDefinition() : declared.DeclaringType;
        var name = candidate.Name.Split('.')[^1];
        return name == declared.Name && candidate.DeclaringType != type && candidate.GetParameters().Length == declared.GetParameters().Length
            && Ancestors(candidate.DeclaringType!).Contains(type);
    }

    private static IEnumerable<Type> Ancestors(Type type)
    {
        var all = type.GetInterfaces().AsEnumerable();
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
            all = all.Append(parent);
        return all.Select(t => t.IsGenericType ? t.GetGenericTypeDefinition() : t);
    }

    /// <summary>A method as its author knows it: <c>Type.Method</c>, without the names that the compiler makes up.</summary>
    private static string NameOf(MethodBase method)
    {
        var type = method.DeclaringType!;
        var made = MadeUp().Match(type.Name.StartsWith('<') && method.Name == "MoveNext" ? type.Name : method.Name);
        while (type.Name.StartsWith('<') && type.DeclaringType is { } outer)
            type = outer;
        return $"{type.Name}.{(made.Success ? made.Groups[1].Value : method.Name)}";
    }

    [GeneratedRegex("<+(\\w+)>")]
    private static partial Regex MadeUp();
}
