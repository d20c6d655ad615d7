using HubAutomation.Chaos.Engine.Scenarios;

namespace HubAutomation.Chaos.Engine;

/// <summary>
/// Kills the durable engine with SIGKILL at random moments of a mixed load, lets the load run out and proves that nothing was lost and
/// nothing taken twice. Then the other disasters, one after another.
/// </summary>
internal static class EngineChaos
{
    private const int UsualKills = 2000;

    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    public static async Task<ChaosReport> RunAsync(ChaosOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("engine-chaos-").FullName;
        try
        {
            var report = await KillAsync(options, new Workplace(Path.Combine(folder, "kills")));
            return options.OnlyKills ? report : report with { Scenarios = await Disasters.PlayAsync(folder, options.Say) };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<EngineReport> KillAsync(ChaosOptions options, Workplace place)
    {
        Directory.CreateDirectory(place.Folder);
        var (load, kills) = await Kills.RunAsync(place, options.Kills ?? UsualKills, new Random(options.Seed), options.Say);
        var audit = new Audit(options.Say);
        using (var last = place.Start())
        {
            await Task.WhenAny(load.RunOutAsync(last), Task.Delay(LongestRest));
        }

        audit.Check(load);
        using (var asked = place.Start())
        {
            await audit.CheckAsync(asked, load);
        }

        audit.CheckLedger(load, place.Ledger);
        var report = new EngineReport(
            options.Seed, kills, load.Endings.Count + load.Open.Count, audit.Activities, load.Events, audit.Timers,
            audit.Lost, audit.Doubled, audit.Early, audit.Different, []);
        options.Say(
            $"{report.Kills} kills, {report.Instances} instances, {report.Activities} activities, {report.Events} events, {report.Timers} timers: " +
            $"{report.Lost} lost, {report.Doubled} doubled, {report.Early} early, {report.Different} different");
        return report;
    }
}
