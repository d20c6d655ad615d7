using HubAutomation.Testing.Engine;
using HubAutomation.Testing.Hub;

namespace HubAutomation.Chaos;

/// <summary>What is killed.</summary>
internal enum Victim
{
    /// <summary>The worker, which runs the app's code; its host lives on.</summary>
    Worker,

    /// <summary>The host, which keeps what orchestrations have come to; its worker has to end by itself.</summary>
    Host,

    /// <summary>Both in one moment.</summary>
    Both,
}

internal static class Victims
{
    /// <summary>Each of the three in turn.</summary>
    public static Victim Of(int kill) => (Victim)(kill % 3);

    /// <summary>Kills it; whether the engine lives on.</summary>
    public static async Task<bool> KillAsync(this EngineProcess engine, Victim victim)
    {
        if (victim != Victim.Host && await engine.KillWorkerAsync() && victim == Victim.Worker)
        {
            return true;
        }

        engine.Kill();
        return false;
    }

    /// <summary>Kills it; whether the hub lives on.</summary>
    public static async Task<bool> KillAsync(this HubProcess hub, Victim victim)
    {
        switch (victim)
        {
            case Victim.Worker when hub.KillWorker():
                return true;
            case Victim.Both:
                await hub.KillBothAsync();
                return false;
            default:
                await hub.KillAsync();
                return false;
        }
    }
}
