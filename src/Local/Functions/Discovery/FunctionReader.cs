using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace HubAutomation.Local.Functions.Discovery;

/// <summary>Reads the app's functions, and everything that is wrong with them, in one go.</summary>
internal sealed class FunctionReader(TriggerReader triggers)
{
    // The values that are bound already are kept in the bits of one number.
    private const int MostParameters = 64;

    private readonly List<FunctionMistake> _mistakes = [];

    /// <summary>The functions that can be hosted, and the mistakes of those that cannot.</summary>
    public (ImmutableArray<FunctionDescription> Functions, ImmutableArray<FunctionMistake> Mistakes) Read(
        IReadOnlyList<(MethodInfo Method, string Name)> functions)
    {
        var read = functions.Select(f => Read(f.Method, f.Name)).OfType<FunctionDescription>().ToImmutableArray();
        FindDuplicates(functions);
        _mistakes.AddRange(RouteRules.Check(read));
        _mistakes.AddRange(TaskNameRules.Check(read));
        return (read, [.. _mistakes]);
    }

    private FunctionDescription? Read(MethodInfo method, string name)
    {
        var mistakes = _mistakes.Count;
        void Mistake(string problem) => _mistakes.Add(new FunctionMistake(name, method, problem));

        if (!IsName(name))
        {
            Mistake("a function's name starts with a letter and has letters, digits, '-' and '_' only, 127 at most");
        }

        if (method.IsGenericMethod || method.GetParameters().Length > MostParameters)
        {
            Mistake($"a function is not generic and has {MostParameters} parameters at most");
            return null;
        }

        if (!method.IsPublic)
        {
            Mistake("a function's method is public: the real host does not see it otherwise");
        }

        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            Mistake("an async function returns Task, not void: nobody could tell when it has ended");
        }

        if (FindTrigger(method, Mistake) is not { } marked || triggers.Read(name, method, marked.Parameter, marked.Attribute, Mistake) is not { } trigger)
        {
            return null;
        }

        var parameters = new ParameterReader(trigger, marked.Parameter, Mistake).Read(method.GetParameters());
        return _mistakes.Count == mistakes ? new FunctionDescription(name, method, trigger, parameters) : null;
    }

    private static (ParameterInfo Parameter, TriggerBindingAttribute Attribute)? FindTrigger(MethodInfo method, Action<string> mistake)
    {
        var marked = method.GetParameters()
            .Select(parameter => (parameter, Attribute: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(p => p.Attribute is not null)
            .ToList();
        if (marked.Count == 1)
        {
            return (marked[0].parameter, marked[0].Attribute!);
        }

        mistake(marked.Count == 0
            ? "no parameter has a trigger attribute"
            : $"only one parameter can be the trigger, but {string.Join(" and ", marked.Select(p => $"'{p.parameter.Name}'"))} are marked");
        return null;
    }

    private void FindDuplicates(IReadOnlyList<(MethodInfo Method, string Name)> functions)
    {
        foreach (var group in functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            foreach (var (method, name) in group)
            {
                var others = group.Where(f => f.Method != method).Select(f => $"{f.Method.DeclaringType?.FullName}.{f.Method.Name}");
                _mistakes.Add(new FunctionMistake(name, method, $"the name is taken by {string.Join(" and ", others)} too"));
            }
        }
    }

    private static bool IsName(string name)
        => name.Length is > 0 and <= 127 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
