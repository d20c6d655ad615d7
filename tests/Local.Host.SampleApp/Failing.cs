using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Local.Host.SampleApp;

/// <summary>What goes wrong in orchestrations, and what becomes of values on their way.</summary>
public static class Failing
{
    [Function("CallsWhatFails")]
    public static async Task<string> CallsWhatFails([OrchestrationTrigger] TaskOrchestrationContext context, string activity)
    {
        try
        {
            await context.CallActivityAsync(activity, "x");
            return "fine";
        }
        catch (TaskFailedException error)
        {
            return $"{error.FailureDetails.ErrorType}|{error.FailureDetails.ErrorMessage}|{error.FailureDetails.InnerFailure?.ErrorType}";
        }
    }

    [Function("Fails")]
    public static void Fails([ActivityTrigger] string what) =>
        throw new InvalidOperationException($"cannot do {what}", new ArgumentException("inside"));

    [Function("PassesOn")]
    public static async Task<string> PassesOn([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var text = await context.CallActivityAsync<string>("Same", "a \"quoted\" text");
        var nothing = await context.CallActivityAsync<string?>("Same", (string?)null);
        var list = await context.CallActivityAsync<int[]>("SameList", new[] { 1, 2 });
        var bytes = await context.CallActivityAsync<byte[]>("Bytes");
        return $"{text}|{nothing ?? "null"}|{string.Join(',', list)}|{bytes.Length}";
    }

    [Function("Same")]
    public static string? Same([ActivityTrigger] string? text) => text;

    [Function("SameList")]
    public static int[] SameList([ActivityTrigger] int[] list) => list;

    [Function("Bytes")]
    public static byte[] Bytes([ActivityTrigger] string? nothing) => [1, 2, 3];
}
