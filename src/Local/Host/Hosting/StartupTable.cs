using HubAutomation.Local.Host.Functions;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>The list of functions that is printed when the host has started.</summary>
internal static class StartupTable
{
    public static void Write(TextWriter output, IReadOnlyCollection<FunctionDescription> functions, Uri address)
    {
        var width = functions.Count == 0 ? 0 : functions.Max(f => f.Name.Length) + 2;
        output.WriteLine();
        output.WriteLine("Functions:");
        output.WriteLine();
        foreach (var function in functions.OrderBy(f => Rank(f.Trigger)).ThenBy(f => f.Name, StringComparer.OrdinalIgnoreCase))
        {
            output.WriteLine($"  {(function.Name + ":").PadRight(width)} {Describe(function.Trigger, address)}");
        }

        output.WriteLine();
    }

    private static string Describe(TriggerDescription trigger, Uri address) => trigger is HttpTriggerDescription http
        ? $"[{http.MethodList}] {address.GetLeftPart(UriPartial.Authority)}/{http.Route.RawText}"
        : trigger.Summary;

    private static int Rank(TriggerDescription trigger) => trigger switch
    {
        HttpTriggerDescription => 0,
        TimerTriggerDescription => 1,
        BlobTriggerDescription => 2,
        OrchestrationTriggerDescription => 3,
        _ => 4,
    };
}
