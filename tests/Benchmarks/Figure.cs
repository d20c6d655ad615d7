using System.Globalization;
using System.Text.Json;

namespace HubAutomation.Benchmarks;

/// <summary>One measured figure beside the reference that was measured in the same run.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Reference">What it is compared with, and that one's value; null when it stands alone.</param>
/// <param name="Ratio">Value ÷ reference.</param>
internal sealed record Figure(string Suite, string Name, double Value, string Unit, string? Reference = null, double? Ratio = null)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Suite,-11} {Name,-58} {Value,12:N1} {Unit,-7}{(Ratio is { } ratio ? $"  {ratio:F3} of {Reference}" : "")}");
}
