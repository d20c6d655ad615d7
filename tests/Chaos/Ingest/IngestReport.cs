namespace HubAutomation.Chaos.Ingest;

/// <summary>What was done to the hub, and what it lost or doubled.</summary>
/// <param name="Compared">Rows and documents that were compared with an undisturbed run.</param>
/// <param name="Lost">How many of them are missing.</param>
/// <param name="Doubled">How many there are too many.</param>
/// <param name="Different">How many are different.</param>
internal sealed record IngestReport(int Seed, int Kills, int Compared, int Lost, int Doubled, int Different)
    : ChaosReport("ingest", Seed, Kills)
{
    public override bool IsClean => Lost + Doubled + Different == 0 && Compared > 0;
}
