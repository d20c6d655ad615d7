using HubAutomation.Testing.Engine;

namespace HubAutomation.Chaos.Engine.Scenarios;

/// <summary>Somebody sets the clock, back and forward by hours, while the engine runs, and once while it does not.</summary>
internal static class ClockScenario
{
    private const int Lanes = 36;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1.5);

    public static async Task<string> PlayAsync(string folder)
    {
        var place = new Workplace(folder);
        Directory.CreateDirectory(place.Folder);
        var load = new Load(Lanes);
        int[] steps = [-3, 2, -9, -8, 0];
        using (var engine = place.Start())
        {
            var living = load.LiveAsync(engine);
            await engine.AnsweredAsync(3 * Lanes);
            foreach (var hours in steps)
            {
                await SetAsync(engine, hours);
                await Task.Delay(Moment);
            }

            engine.Kill();
            await living;
        }

        // Set far forward, every timer is due, whenever it was set.
        using (var engine = place.Start())
        {
            load.IsClosing = true;
            var living = load.LiveAsync(engine);
            await SetAsync(engine, 24);
            await living.WaitAsync(TimeSpan.FromMinutes(1));
            await engine.StopAsync();
        }

        Expect.AllRight(load);
        var twice = LedgerLine.Read(place.Ledger).Where(line => !line.MayRepeat).CountBy(line => (line.Instance, line.Call, line.Life)).Count(call => call.Value > 1);
        Expect.That(twice == 0, $"{twice} calls were made twice");
        return $"set {steps.Length + 1} times, {load.Endings.Count} instances ended right, no timer early, doubled or stuck";
    }

    private static async Task SetAsync(EngineProcess engine, int hours) =>
        await engine.AskAsync("clock", $"{hours * 3600}");
}
