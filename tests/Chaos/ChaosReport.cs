using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HubAutomation.Chaos;

/// <summary>How rough to be.</summary>
/// <param name="Kills">How often the process is killed; null for the suite's own measure.</param>
/// <param name="Rows">Size of the file that is ingested, or number of mails; null for the suite's own measure.</param>
/// <param name="Seed">Of the random moments; the same seed waits the same times.</param>
/// <param name="OnlyKills">Leaves out what the suite does besides killing.</param>
/// <param name="Say">Tells what is done.</param>
internal sealed record ChaosOptions(int? Kills, int? Rows, int Seed, bool OnlyKills, Action<string> Say);

/// <summary>What was done, and what was lost or doubled.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Seed">To do the same again.</param>
/// <param name="Kills">Kills that met a running process.</param>
internal abstract record ChaosReport(
    [property: JsonPropertyOrder(-1)] string Suite,
    [property: JsonPropertyOrder(-1)] int Seed,
    [property: JsonPropertyOrder(-1)] int Kills)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether nothing was lost, doubled or otherwise wrong.</summary>
    public abstract bool IsClean { get; }

    public string ToJson() => JsonSerializer.Serialize(this, GetType(), Json);
}
