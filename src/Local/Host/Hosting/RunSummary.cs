using System.Globalization;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Functions;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>How many orchestrations of a name ended how, since the host started.</summary>
internal sealed record OrchestrationCount(string Name, int Completed, int Failed, int Terminated);

/// <summary>What a host has done, in words for a person.</summary>
internal sealed class RunSummary(
    IReadOnlyList<HostedFunction> functions, IReadOnlyList<OrchestrationCount> orchestrations, IReadOnlyList<OpenWait> waits)
{
    private const int PageSize = 1000;

    private static readonly P.OrchestrationStatus[] Ends =
        [P.OrchestrationStatus.Completed, P.OrchestrationStatus.Failed, P.OrchestrationStatus.Terminated];

    /// <summary>Whether something was lost: a run that nothing tries again, or an orchestration that failed.</summary>
    public bool HasFailed => functions.Any(f => f.GivenUp > 0) || orchestrations.Any(o => o.Failed > 0);

    /// <summary>Counts what has ended since the host started.</summary>
    public static RunSummary Collect(FunctionCatalog catalog, TaskHubClient client, DateTimeOffset since, IReadOnlyList<OpenWait> waits)
    {
        var ended = new Dictionary<string, OrchestrationCount>(StringComparer.OrdinalIgnoreCase);
        foreach (var instance in Ended(client).Where(i => i.LastUpdatedTimestamp.ToDateTimeOffset() >= since))
        {
            var count = ended.GetValueOrDefault(instance.Name) ?? new OrchestrationCount(instance.Name, 0, 0, 0);
            ended[instance.Name] = instance.OrchestrationStatus switch
            {
                P.OrchestrationStatus.Completed => count with { Completed = count.Completed + 1 },
                P.OrchestrationStatus.Failed => count with { Failed = count.Failed + 1 },
                _ => count with { Terminated = count.Terminated + 1 },
            };
        }

        var ran = catalog.Functions.Where(f => f.Runs > 0 && f.Description.Trigger is not OrchestrationTriggerDescription).ToList();
        return new RunSummary(ran, [.. ended.Values.OrderBy(o => o.Name, StringComparer.OrdinalIgnoreCase)], waits);
    }

    public void Write(TextWriter output)
    {
        var width = functions.Select(f => f.Name).Concat(orchestrations.Select(o => o.Name)).Append("Orchestration").Max(name => name.Length) + 2;
        output.WriteLine();
        if (functions.Count == 0 && orchestrations.Count == 0)
        {
            output.WriteLine("Nothing was run.");
        }

        if (functions.Count > 0)
        {
            WriteRow(output, width, "Function", "Runs", "Failed");
            foreach (var function in functions)
            {
                WriteRow(output, width, function.Name, [Number(function.Runs), Number(function.Failures), .. GivenUp(function)]);
            }
        }

        if (orchestrations.Count > 0)
        {
            WriteRow(output, width, "Orchestration", "Completed", "Failed", "Terminated");
            foreach (var orchestration in orchestrations)
            {
                WriteRow(output, width, orchestration.Name, Number(orchestration.Completed), Number(orchestration.Failed), Number(orchestration.Terminated));
            }
        }

        foreach (var wait in waits)
        {
            output.WriteLine($"Waiting: {wait.Name} '{wait.InstanceId}' for {wait.WaitingFor}");
        }
    }

    private static IEnumerable<P.OrchestrationState> Ended(TaskHubClient client)
    {
        var query = new P.InstanceQuery { MaxInstanceCount = PageSize, RuntimeStatus = { Ends } };
        do
        {
            var page = client.Query(query);
            foreach (var instance in page.Instances)
            {
                yield return instance;
            }

            query.ContinuationToken = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(query.ContinuationToken));
    }

    private static void WriteRow(TextWriter output, int width, string name, params ReadOnlySpan<string> cells)
    {
        output.Write(name.PadRight(width));
        foreach (var cell in cells)
        {
            output.Write(cell.PadLeft(11));
        }

        output.WriteLine();
    }

    private static string[] GivenUp(HostedFunction function) => function.GivenUp == 0 ? [] : [$"{Number(function.GivenUp)} given up"];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
