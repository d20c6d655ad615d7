using System.Reflection;

namespace HubAutomation.Local.Functions.Discovery;

/// <summary>Why a function cannot be hosted.</summary>
internal sealed record FunctionMistake(string Function, MethodInfo Method, string Problem)
{
    public override string ToString() => $"{Function} ({Method.DeclaringType?.FullName}.{Method.Name}): {Problem}";
}
