using System.Reflection;
using System.Runtime.CompilerServices;
using HubAutomation.Functions.Tests.Determinism;

namespace HubAutomation.Functions.Tests.House;

/// <summary>That a type of one folder uses a type of another.</summary>
/// <param name="From">The folder that uses, as a namespace without the leading "HubAutomation.".</param>
/// <param name="To">The folder that is used.</param>
/// <param name="Types">"Receipt → London": who uses whom.</param>
internal sealed record Arrow(string From, string To, IReadOnlyList<string> Types)
{
    public override string ToString() => $"{From} → {To} ({string.Join(", ", Types.Take(3))}{(Types.Count > 3 ? $" and {Types.Count - 3} more" : "")})";
}

/// <summary>Which folder uses which, as the compiler has seen it: a namespace is a folder.</summary>
internal sealed class FolderGraph
{
    private const string Ours = "HubAutomation.";
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly HashSet<Assembly> assemblies;
    private readonly Dictionary<(string From, string To), SortedSet<string>> uses = [];

    public FolderGraph(params IReadOnlyCollection<Assembly> assemblies)
    {
        this.assemblies = [.. assemblies];
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => IsOurs(Outermost(type))))
        {
            foreach (var used in UsedBy(type))
                Note(Outermost(type), Outermost(used));
        }
    }

    /// <summary>Every arrow between folders.</summary>
    public IEnumerable<Arrow> Arrows => uses.Select(use => new Arrow(use.Key.From, use.Key.To, [.. use.Value])).OrderBy(arrow => arrow.From, StringComparer.Ordinal).ThenBy(arrow => arrow.To, StringComparer.Ordinal);

    /// <summary>Folders that can be reached from themselves, with the arrows among them; each group of them once.</summary>
    /// <param name="depth">How many parts of a folder's name count: 2 takes "Shared.Platform.Mail" for "Shared.Platform".</param>
    public IReadOnlyList<string> Cycles(int depth)
    {
        var arrows = Arrows.Select(arrow => arrow with { From = Upper(arrow.From, depth), To = Upper(arrow.To, depth) }).Where(arrow => arrow.From != arrow.To).ToList();
        var next = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        var reached = next.ToDictionary(from => from.Key, from => Reached(from.Key, next));
        return [.. reached.Where(folder => folder.Value.Contains(folder.Key))
            .Select(folder => folder.Value.Where(other => reached.GetValueOrDefault(other)?.Contains(folder.Key) == true).Order(StringComparer.Ordinal).ToList())
            .DistinctBy(ring => string.Join(' ', ring))
            .Select(ring => $"{string.Join(", ", ring)}: {string.Join("; ", arrows.Where(arrow => ring.Contains(arrow.From) && ring.Contains(arrow.To)))}")];
    }

    private static HashSet<string> Reached(string from, ILookup<string, string> next)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(next[from]);
        while (open.TryPop(out var folder))
        {
            if (reached.Add(folder))
            {
                foreach (var further in next[folder])
                    open.Push(further);
            }
        }

        return reached;
    }

    private static string Upper(string folder, int depth) => string.Join('.', folder.Split('.').Take(depth));

    private void Note(Type from, Type to)
    {
        if (!IsOurs(to) || from == to || from.Namespace == to.Namespace)
            return;
        var key = (from.Namespace![Ours.Length..], to.Namespace![Ours.Length..]);
        if (!uses.TryGetValue(key, out var types))
            uses[key] = types = new SortedSet<string>(StringComparer.Ordinal);
        types.Add($"{from.Name} → {to.Name}");
    }

    // Microsoft's generators write types into our namespaces; those are nobody's folder. A program's own statements are in none.
    private bool IsOurs(Type type) =>
        assemblies.Contains(type.Assembly) && type.Namespace?.StartsWith(Ours, StringComparison.Ordinal) == true && !type.IsDefined(typeof(CompilerGeneratedAttribute))
        && !type.Name.EndsWith("FunctionExecutor", StringComparison.Ordinal) && !type.Name.StartsWith("Generated", StringComparison.Ordinal)
        && !type.Name.StartsWith("WorkerHostBuilder", StringComparison.Ordinal) && !type.Name.Contains("AutoStartup", StringComparison.Ordinal)
        && !type.Name.StartsWith("FunctionMetadataProvider", StringComparison.Ordinal) && !type.Name.StartsWith("WorkerExtensionStartup", StringComparison.Ordinal);

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    private static IEnumerable<Type> UsedBy(Type type) => DeclaredBy(type).Concat(MethodsOf(type).SelectMany(UsedBy)).SelectMany(Parts);

    private static IEnumerable<Type?> DeclaredBy(Type type) =>
        [type.BaseType, .. type.GetInterfaces(), .. type.GetFields(Everything).Select(field => field.FieldType), .. type.GetCustomAttributesData().Select(attribute => attribute.AttributeType)];

    private static IEnumerable<MethodBase> MethodsOf(Type type) => [.. type.GetMethods(Everything), .. type.GetConstructors(Everything)];

    private static IEnumerable<Type?> UsedBy(MethodBase method) =>
    [
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        (method as MethodInfo)?.ReturnType,
        .. method.GetMethodBody()?.LocalVariables.Select(variable => variable.LocalType) ?? [],
        .. Il.MembersOf(method).SelectMany(member => new[] { member.DeclaringType, (member as MethodInfo)?.ReturnType, (member as FieldInfo)?.FieldType }),
        .. Il.MembersOf(method).OfType<MethodInfo>().Where(called => called.IsGenericMethod).SelectMany(called => called.GetGenericArguments()),
    ];

    private static IEnumerable<Type> Parts(Type? type)
    {
        if (type is null || type.IsGenericParameter)
            return [];
        if (type.HasElementType)
            return Parts(type.GetElementType());
        return type.IsGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)] : [type];
    }
}
