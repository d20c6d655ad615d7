namespace HubAutomation.Local.Host.Functions;

/// <summary>Why a function cannot be hosted.</summary>
/// <param name="Function">Its name.</param>
/// <param name="EntryPoint">The method behind it.</param>
/// <param name="Problem">What is wrong.</param>
internal sealed record FunctionMistake(string Function, string EntryPoint, string Problem)
{
    public override string ToString() => $"{Function} ({EntryPoint}): {Problem}";
}
