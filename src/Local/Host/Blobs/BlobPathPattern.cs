using System.Text;
using System.Text.RegularExpressions;

namespace HubAutomation.Local.Host.Blobs;

/// <summary>
/// The path of a blob trigger: a container and a pattern for blob names, such as "timetables/{authority}/{partner}/{name}".
/// A capture takes as much as it can, slashes too, and the first capture takes first: "halton/2026/library/a.csv" gives
/// {authority} = "halton/2026". That is how the real trigger reads its patterns. "{{" and "}}" stand for braces.
/// </summary>
internal sealed partial class BlobPathPattern
{
    private readonly Regex _names;

    private BlobPathPattern(string text, string container, string namePattern)
    {
        Text = text;
        Container = container;
        var regex = new StringBuilder("^");
        var prefix = new StringBuilder();
        var captures = new List<string>();
        foreach (Match token in Token().Matches(namePattern))
        {
            if (token.Groups["capture"] is { Success: true, Value: var capture })
            {
                captures.Add(capture);
                regex.Append("(?<").Append(capture).Append(">.*)");
                continue;
            }

            var literal = token.Value is "{{" or "}}" ? token.Value[..1] : token.Value;
            regex.Append(Regex.Escape(literal));
            prefix.Append(captures.Count == 0 ? literal : string.Empty);
        }

        _names = new Regex(regex.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline);
        Captures = captures;
        Prefix = prefix.ToString();
    }

    /// <summary>The path as written.</summary>
    public string Text { get; }

    /// <summary>The container.</summary>
    public string Container { get; }

    /// <summary>What every matching name begins with: all that has to be listed.</summary>
    public string Prefix { get; }

    /// <summary>The names of the captures, in order.</summary>
    public IReadOnlyList<string> Captures { get; }

    /// <exception cref="FormatException">The path has no container or no name pattern, or its braces do not match.</exception>
    public static BlobPathPattern Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == text.Length - 1)
        {
            throw new FormatException($"the path '{text}' is not of the form container/name");
        }

        var (container, names) = (text[..slash], text[(slash + 1)..]);
        if (!IsContainerName(container))
        {
            throw new FormatException($"'{container}' in the path '{text}' cannot be the name of a container");
        }

        var tokens = Token().Matches(names);
        if (tokens.Sum(t => t.Length) != names.Length)
        {
            throw new FormatException($"the braces in the path '{text}' do not match");
        }

        var captures = tokens.Select(t => t.Groups["capture"].Value).Where(c => c.Length > 0).ToList();
        if (captures.Distinct(StringComparer.OrdinalIgnoreCase).Count() != captures.Count)
        {
            throw new FormatException($"the path '{text}' captures a name twice");
        }

        return new BlobPathPattern(text, container, names);
    }

    /// <summary>Three to 63 lower-case letters, digits and single hyphens, with a letter or digit at both ends; or a system container.</summary>
    public static bool IsContainerName(string name) => name is "$root" or "$web" or "$logs" || ContainerName().IsMatch(name);

    /// <summary>The captures of a name that matches; null when it does not match.</summary>
    public IReadOnlyDictionary<string, string>? Match(string name)
    {
        var match = _names.Match(name);
        return match.Success
            ? Captures.ToDictionary(c => c, c => match.Groups[c].Value, StringComparer.OrdinalIgnoreCase)
            : null;
    }

    [GeneratedRegex(@"\{\{|\}\}|\{(?<capture>[A-Za-z_][A-Za-z0-9_]*)\}|[^{}]+")]
    private static partial Regex Token();

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex ContainerName();
}
