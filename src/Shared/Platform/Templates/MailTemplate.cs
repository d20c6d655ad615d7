using System.Text.RegularExpressions;

namespace HubAutomation.Shared.Platform.Templates;

/// <summary>
/// A mail's text as a file that people edit: a line <c>subject: …</c>, a line <c>preview: …</c> (what mail programs show beside the
/// subject), a line <c>---</c>, and Markdown with <c>{{variables}}</c>.
/// </summary>
public sealed partial record MailTemplate
{
    private MailTemplate(MailTemplateKind kind, string subject, string preview, string body)
    {
        (Kind, Subject, Preview, Body) = (kind, subject, preview, body);
    }

    /// <summary>Which mail it is.</summary>
    public MailTemplateKind Kind { get; }

    private string Subject { get; }

    private string Preview { get; }

    private string Body { get; }

    /// <summary>Reads a template, or says everything that is wrong with it.</summary>
    public static (MailTemplate? Template, IReadOnlyList<string> Problems) Read(MailTemplateKind kind, string text)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(text);
        if (Form().Match(text.TrimStart('\uFEFF').ReplaceLineEndings("\n")) is not { Success: true } match)
        {
            return (null, ["must begin with the lines \"subject: …\", \"preview: …\" and \"---\", with the text below."]);
        }

        var template = new MailTemplate(kind, match.Groups["subject"].Value.Trim(), match.Groups["preview"].Value.Trim(), match.Groups["body"].Value.Trim());
        var problems = Problems(template).ToList();
        return problems.Count > 0 ? (null, problems) : (template, []);
    }

    /// <summary>Fills the template.</summary>
    /// <exception cref="ArgumentException">The values are not exactly the variables of this kind.</exception>
    public FilledTemplate Fill(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (name, otherwise) in Kind.Fallbacks.Where(fallback => !values.ContainsKey(fallback.Key)))
            values = new Dictionary<string, string>(values) { [name] = Replace(otherwise, variable => values[variable]) };
        var odd = Kind.Variables.Keys.Except(values.Keys).Concat(values.Keys.Except(Kind.Variables.Keys)).ToList();
        if (odd.Count > 0)
        {
            throw new ArgumentException($"The mail \"{Kind.Name}\" needs all of its variables and no others: {string.Join(", ", odd)}.", nameof(values));
        }

        return new FilledTemplate(
            OneLine(Replace(Subject, name => values[name])),
            OneLine(Replace(Preview, name => values[name])),
            Replace(Body, name => Kind.Blocks.Contains(name) ? values[name] : MarkdownText.Escape(OneLine(values[name]))));
    }

    private static IEnumerable<string> Problems(MailTemplate template)
    {
        var kind = template.Kind;
        var used = Variable().Matches($"{template.Subject}\n{template.Preview}\n{template.Body}").Select(m => m.Groups["name"].Value).ToHashSet();
        foreach (var unknown in used.Except(kind.Variables.Keys).Order())
        {
            yield return $"{{{{{unknown}}}}} is not known here. Allowed: {string.Join(", ", kind.Variables.Keys.Order())}.";
        }

        foreach (var missing in kind.Required.Except(used))
        {
            yield return $"{{{{{missing}}}}} must be used.";
        }

        foreach (var block in kind.Blocks.Where(used.Contains).Where(block => !IsOnItsOwn(template, block)))
        {
            yield return $"{{{{{block}}}}} holds paragraphs: it must stand in the text below, on a line of its own.";
        }

        if (Variable().Replace($"{template.Subject}\n{template.Preview}\n{template.Body}", "").Contains("{{", StringComparison.Ordinal))
        {
            yield return "A {{ is not followed by a name and }}.";
        }

        if (template.Subject.Length == 0)
        {
            yield return "The subject is empty.";
        }
    }

    private static bool IsOnItsOwn(MailTemplate template, string block) =>
        !Variable().Matches(template.Subject + template.Preview).Any(m => m.Groups["name"].Value == block)
        && template.Body.Split('\n').Where(line => Variable().Matches(line).Any(m => m.Groups["name"].Value == block))
            .All(line => Variable().Replace(line, "").Trim().Length == 0);

    private static string Replace(string text, Func<string, string> value) =>
        Variable().Replace(text, match => value(match.Groups["name"].Value));

    private static string OneLine(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z]+)\s*\}\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\A\s*subject:(?<subject>[^\n]*)\npreview:(?<preview>[^\n]*)\n---+[ \t]*\n(?<body>.*)\z", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Blanks();
}

/// <summary>What a mail says.</summary>
/// <param name="Subject">The subject, one line.</param>
/// <param name="Preview">What mail programs show beside it, one line; may be empty.</param>
/// <param name="Markdown">The text.</param>
public sealed record FilledTemplate(string Subject, string Preview, string Markdown);
