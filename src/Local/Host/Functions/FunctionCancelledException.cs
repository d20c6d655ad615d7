namespace HubAutomation.Local.Host.Functions;

/// <summary>The run was called off, by its caller or because the host stops.</summary>
internal sealed class FunctionCancelledException() : OperationCanceledException("The run was called off.");
