using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Functions.Discovery;

/// <summary>Finds the methods that are functions.</summary>
internal static class FunctionScan
{
    /// <summary>The types of the app that the process was started for.</summary>
    public static IEnumerable<Type> TypesOfTheApp() => Assembly.GetEntryAssembly() is { } entry ? TypesOfTheApp(entry) : [];

    /// <summary>The types of an app: those of its entry assembly and of the assemblies that it refers to and that use the worker.</summary>
    public static IEnumerable<Type> TypesOfTheApp(Assembly entry)
    {
        var worker = typeof(FunctionAttribute).Assembly.GetName().Name;
        return entry.GetReferencedAssemblies()
            .Where(name => !IsOfThePlatform(name.Name!) && name.Name != worker)
            .Select(Assembly.Load)
            .Where(assembly => assembly.GetReferencedAssemblies().Any(name => name.Name == worker))
            .Prepend(entry)
            .SelectMany(assembly => assembly.GetTypes());
    }

    /// <summary>The methods of those types that are marked as functions, in a stable order.</summary>
    public static IReadOnlyList<(MethodInfo Method, string Name)> Functions(IEnumerable<Type> types)
    {
        const BindingFlags own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        return types
            .Where(type => type is { IsClass: true, ContainsGenericParameters: false } && (!type.IsAbstract || type.IsSealed))
            .Distinct()
            .SelectMany(type => type.GetMethods(own))
            .Select(method => (Method: method, method.GetCustomAttribute<FunctionAttribute>()?.Name))
            .Where(function => function.Name is not null)
            .Select(function => (function.Method, function.Name!))
            .OrderBy(function => function.Item2, StringComparer.OrdinalIgnoreCase)
            .ThenBy(function => function.Method.DeclaringType!.FullName, StringComparer.Ordinal)
            .ToList();
    }

    private static bool IsOfThePlatform(string assembly)
        => assembly.StartsWith("System", StringComparison.Ordinal)
            || assembly.StartsWith("Microsoft", StringComparison.Ordinal)
            || assembly is "mscorlib" or "netstandard";
}
