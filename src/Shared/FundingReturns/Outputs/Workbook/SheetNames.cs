using System.Globalization;

namespace HubAutomation.Shared.FundingReturns.Outputs.Workbook;

/// <summary>Names of sheets as Excel allows them: 1 to 31 characters, none of <c>[ ] : * ? / \</c>, no apostrophe at an end, not "History", each once.</summary>
internal static class SheetNames
{
    private const int Longest = 31;

    public static IReadOnlyList<string> Legal(IEnumerable<string> wanted)
    {
        var taken = new HashSet<string>(["History"], StringComparer.OrdinalIgnoreCase);
        var names = new List<string>();
        foreach (var name in wanted)
        {
            var legal = Legal(name);
            for (var number = 2; !taken.Add(legal); number++)
                legal = Cut(Legal(name), Longest - Mark(number).Length) + Mark(number);
            names.Add(legal);
        }

        return names;
    }

    private static string Mark(int number) => string.Create(CultureInfo.InvariantCulture, $" ({number})");

    private static string Legal(string name)
    {
        var letters = name.Select(c => char.IsControl(c) || char.IsSurrogate(c) || "[]:*?/\\".Contains(c, StringComparison.Ordinal) ? ' ' : c);
        var legal = Cut(string.Join(' ', string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('\''), Longest);
        return legal.Length == 0 ? "Sheet" : legal;
    }

    private static string Cut(string name, int longest) => name.Length <= longest ? name : name[..longest].TrimEnd(' ', '\'');
}
