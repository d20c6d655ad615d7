using System.Globalization;
using HubAutomation.Testing.Engine;

namespace HubAutomation.Chaos.Engine.Scenarios;

/// <summary>A second process is started on the same file.</summary>
internal static class SecondProcessScenario
{
    public static async Task<string> PlayAsync(string folder)
    {
        var place = new Workplace(folder);
        Directory.CreateDirectory(place.Folder);
        var load = new Load(lanes: 12);
        using var first = place.Start();
        var living = load.LiveAsync(first);
        await first.AnsweredAsync(50);

        var refusal = await place.RefusalAsync();
        Expect.That(refusal.Contains(string.Create(CultureInfo.InvariantCulture, $"in use by process {first.Id}."), StringComparison.Ordinal), refusal);

        load.IsClosing = true;
        await living.WaitAsync(TimeSpan.FromMinutes(1));
        Expect.AllRight(load);
        await first.StopAsync();
        return $"refused, naming process {first.Id}, which went on undisturbed with {load.Endings.Count} instances";
    }
}
