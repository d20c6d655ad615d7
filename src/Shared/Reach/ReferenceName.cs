using System.Text.RegularExpressions;

namespace HubAutomation.Shared.Reach;

/// <summary>What the name of a file tells when its content does not.</summary>
internal static partial class ReferenceName
{
    /// <summary>The last year in a name: "population mid-2024.csv" → "2024"; empty when there is none.</summary>
    public static string YearIn(string name) => Year().Match(name) is { Success: true } year ? year.Value : "";

    [GeneratedRegex("(?<!\\d)20\\d\\d(?!\\d)", RegexOptions.RightToLeft)]
    private static partial Regex Year();
}
