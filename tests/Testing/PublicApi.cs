using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace HubAutomation.Testing;

/// <summary>
/// What an assembly offers, as text: one block a type, one line a member, sorted. Frozen in <c>src/Local/PublicApi</c>, so that a
/// change shows in the diff; and compared with the lists of the packages that a local project stands in for.
/// </summary>
internal static partial class PublicApi
{
    /// <summary>Set to 1 to rewrite the frozen files instead of comparing with them.</summary>
    public const string UpdateVariable = "HUB_UPDATE_PUBLIC_API";

    private static readonly string[] ForeignNamespaces = ["Azure", "Microsoft", "System"];

    /// <summary>All public types of the assembly and their public and protected members.</summary>
    public static string Of(Assembly assembly) =>
        string.Join("\n", assembly.GetExportedTypes().Select(Block).OrderBy(block => block.Header.FullName, StringComparer.Ordinal)
            .Select(block => block.ToString()));

    /// <summary>Differences to the frozen file, as lines that begin with + (only in the assembly) or - (only in the file); empty when there are none.</summary>
    /// <param name="assembly">The assembly as it is now.</param>
    /// <param name="frozenFile">Path relative to the repository root.</param>
    public static IReadOnlyList<string> DifferencesToFrozen(Assembly assembly, string frozenFile)
    {
        var path = Repository.PathOf(frozenFile);
        var now = Of(assembly);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
            File.WriteAllText(path, now);
        var frozen = File.Exists(path) ? File.ReadAllText(path) : "";
        var (left, right) = (Qualified(frozen), Qualified(now));
        return [.. left.Except(right).Select(line => "- " + line), .. right.Except(left).Select(line => "+ " + line)];
    }

    /// <summary>
    /// Types and members that the assembly puts into a Microsoft, Azure or System namespace and that the lists of the real packages
    /// do not hold with the same text. Interfaces may be fewer than the real type's; attributes that carry no contract are not compared.
    /// </summary>
    /// <param name="assembly">The assembly that stands in for one or several packages.</param>
    /// <param name="listFolder">Folder of lists in the format of <see cref="Of"/>; see <see cref="RealApiFactAttribute.Folder"/>.</param>
    public static IReadOnlyList<string> NotInRealPackages(Assembly assembly, string listFolder)
    {
        var real = Directory.EnumerateFiles(listFolder, "*.txt").SelectMany(file => Parse(File.ReadAllText(file)))
            .GroupBy(block => block.Header.FullName).ToDictionary(group => group.Key, group => group.First());
        return [.. assembly.GetExportedTypes().Select(Block)
            .Where(block => ForeignNamespaces.Contains(block.Header.FullName.Split('.')[0]))
            .SelectMany(block => real.TryGetValue(block.Header.FullName, out var original)
                ? block.NotIn(original)
                : [$"{block.Header.FullName}: no such type"])];
    }

    private static IEnumerable<string> Qualified(string dump) =>
        Parse(dump).SelectMany(block => block.Members.Select(member => $"{block.Header.FullName} |{member}").Prepend(block.Header.ToString()));

    private static TypeBlock Block(Type type) =>
        new(TypeHeader.Parse(ApiText.Header(type)), [.. ApiText.Members(type).Select(member => "  " + member)]);

    private static IEnumerable<TypeBlock> Parse(string dump) =>
        dump.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToArray())
            .Where(lines => lines.Length > 0)
            .Select(lines => new TypeBlock(TypeHeader.Parse(WithoutOtherAttributes(lines[0])), [.. lines[1..].Select(WithoutOtherAttributes)]));

    private static string WithoutOtherAttributes(string line) => OtherAttribute().Replace(line, "");

    [GeneratedRegex(@"\[(?!AttributeUsage\b|Flags\b|Obsolete\b|\])[A-Z]\w*(\([^\]]*\))?\] ")]
    private static partial Regex OtherAttribute();

    private sealed record TypeBlock(TypeHeader Header, IReadOnlyList<string> Members)
    {
        public IEnumerable<string> NotIn(TypeBlock real)
        {
            if ((Header.Kind, Header.Constraints) != (real.Header.Kind, real.Header.Constraints))
                yield return $"{Header.FullName}: is '{Header.Kind}{Header.Constraints}', really '{real.Header.Kind}{real.Header.Constraints}'";
            foreach (var parent in Header.Parents.Except(real.Header.Parents))
                yield return $"{Header.FullName}: really has no base '{parent}'";
            foreach (var member in Members.Except(real.Members))
                yield return $"{Header.FullName}:{member}";
        }

        public override string ToString() => new StringBuilder()
            .Append(Header).Append('\n')
            .AppendJoin("", Members.Select(member => member + "\n"))
            .ToString();
    }

    /// <param name="Kind">Attributes, accessibility and kind: <c>public sealed class</c>.</param>
    private sealed record TypeHeader(string Kind, string FullName, IReadOnlyList<string> Parents, string Constraints)
    {
        public static TypeHeader Parse(string line)
        {
            var parts = Header().Match(line);
            return new TypeHeader(parts.Groups["kind"].Value, parts.Groups["name"].Value,
                [.. TopLevelParts(parts.Groups["parents"].Value)], parts.Groups["constraints"].Value);
        }

        public override string ToString() =>
            $"{Kind} {FullName}{(Parents.Count == 0 ? "" : " : " + string.Join(", ", Parents))}{Constraints}";

        private static IEnumerable<string> TopLevelParts(string list)
        {
            var (start, depth) = (0, 0);
            for (var i = 0; i < list.Length; i++)
            {
                depth += list[i] switch { '<' => 1, '>' => -1, _ => 0 };
                if (depth == 0 && list[i] == ',')
                {
                    yield return list[start..i];
                    start = i + 2;
                }
            }
            if (start < list.Length)
                yield return list[start..];
        }
    }

    [GeneratedRegex(@"^(?<kind>(?:\[.*\] )?public (?:[a-z]+ )*[a-z]+) (?<name>[^<:]+?(?:<.*?>)?)(?: : (?<parents>.*?))?(?<constraints> where .*)?$")]
    private static partial Regex Header();
}

/// <summary>A fact that needs the lists of the real packages; skipped, with the reason, where the folder is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealApiFactAttribute : FactAttribute
{
    public RealApiFactAttribute()
    {
        if (!Directory.Exists(Folder))
            Skip = $"The lists of the real packages are not at {Folder}; HUB_API_DIR names another folder.";
    }

    /// <summary>The folder that <c>HUB_API_DIR</c> names, else <c>shared/api</c> beside the repository.</summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("HUB_API_DIR") ?? Repository.PathOf("../shared/api");
}
