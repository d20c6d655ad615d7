namespace HubAutomation.Benchmarks.Hosting;

/// <summary>What a process has used.</summary>
/// <param name="ProcessorSeconds">Processor time since its start.</param>
/// <param name="ResidentBytes">Memory now.</param>
/// <param name="ManagedBytes">What of it is managed.</param>
internal readonly record struct Usage(double ProcessorSeconds, double ResidentBytes, double ManagedBytes)
{
    public static Usage OfThisProcess(bool collects) =>
        new(Environment.CpuUsage.TotalTime.TotalSeconds, Environment.WorkingSet, GC.GetTotalMemory(collects));
}
