using System.Text.RegularExpressions;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>What the names of files say of one another.</summary>
internal static partial class FileNames
{
    /// <summary>
    /// True when both are versions of one list: "autumn.csv", and what browsers and desktops call a copy of it, "autumn (1).csv",
    /// "autumn - Copy.csv", "autumn copy 2.csv", "Copy of autumn.csv".
    /// </summary>
    public static bool AreOneList(string first, string second) =>
        string.Equals(OriginalOf(first), OriginalOf(second), StringComparison.OrdinalIgnoreCase);

    /// <summary>The name that a copy was made of; a name that says nothing of the kind, as it is.</summary>
    public static string OriginalOf(string name)
    {
        var ending = Path.GetExtension(name);
        var stem = name[..^ending.Length];
        for (var before = ""; before != stem;)
        {
            before = stem;
            stem = CopyOf().Replace(CopyAfter().Replace(stem, ""), "").Trim();
        }

        return stem.Length == 0 ? name : stem + ending;
    }

    [GeneratedRegex(@"( ?\([0-9]{1,3}\)| - copy| copy( [0-9]{1,3})?)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CopyAfter();

    [GeneratedRegex("^copy( \\([0-9]{1,3}\\))? of ", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CopyOf();
}
