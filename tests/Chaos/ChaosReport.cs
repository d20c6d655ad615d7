using System.Text.Json;

namespace HubAutomation.Chaos;

/// <summary>How rough to be.</summary>
/// <param name="Kills">How often the process is killed.</param>
/// <param name="Rows">Size of the file.</param>
/// <param name="Seed">Of the random moments; the same seed waits the same times.</param>
/// <param name="Say">Tells what is done.</param>
internal sealed record ChaosOptions(int Kills, int Rows, int Seed, Action<string> Say);

/// <summary>What was done to the hub, and what it lost or doubled.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Seed">To do the same again.</param>
/// <param name="Kills">Kills that met a running process.</param>
/// <param name="Compared">Rows and documents that were compared with an undisturbed run.</param>
/// <param name="Lost">How many of them are missing.</param>
/// <param name="Doubled">How many there are too many.</param>
/// <param name="Different">How many are different.</param>
internal sealed record ChaosReport(string Suite, int Seed, int Kills, int Compared, int Lost, int Doubled, int Different)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public bool IsClean => Lost + Doubled + Different == 0 && Compared > 0;

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
