using System.Reflection;

namespace HubAutomation.Shared.Platform.Templates;

/// <summary>The mails that the hub writes: the texts that come with it, and in their place those that an authority has uploaded.</summary>
public sealed class MailTemplates
{
    /// <summary>The folder within an authority's configuration.</summary>
    public const string Folder = "mail/";

    /// <summary>How the files in it end.</summary>
    public const string Ending = ".md";

    /// <summary>Reads the texts that come with the hub.</summary>
    /// <param name="kinds">Every mail, and the assembly that its text comes with.</param>
    /// <exception cref="InvalidOperationException">A text is missing, or has a mistake.</exception>
    public MailTemplates(IEnumerable<(MailTemplateKind Kind, Assembly Home)> kinds)
    {
        Defaults = kinds.ToDictionary(mail => mail.Kind.Name, mail => Default(mail.Kind, mail.Home));
    }

    /// <summary>The texts that come with the hub, by name.</summary>
    public IReadOnlyDictionary<string, MailTemplate> Defaults { get; }

    /// <summary>The names that files in the folder may have.</summary>
    public string Names => string.Join(", ", Defaults.Keys.Select(name => name + Ending).Order(StringComparer.Ordinal));

    /// <summary>Whether a file of the configuration is a template by its name.</summary>
    public bool IsName(string file) => Defaults.Keys.Any(name => file == FileOf(name));

    /// <summary>Reads what an authority has uploaded. Files of other names are passed over.</summary>
    /// <param name="files">File name within the configuration → text.</param>
    /// <param name="note">Is told file and what is wrong.</param>
    public IReadOnlyDictionary<string, MailTemplate> Read(IReadOnlyDictionary<string, string> files, Action<string, string> note)
    {
        var templates = new Dictionary<string, MailTemplate>(Defaults);
        foreach (var (name, standing) in Defaults.Where(mail => files.ContainsKey(FileOf(mail.Key))))
        {
            var (template, problems) = MailTemplate.Read(standing.Kind, files[FileOf(name)]);
            foreach (var problem in problems)
            {
                note(FileOf(name), problem);
            }

            templates[name] = template ?? standing;
        }

        return templates;
    }

    private static string FileOf(string name) => $"{Folder}{name}{Ending}";

    private static MailTemplate Default(MailTemplateKind kind, Assembly home)
    {
        using var stream = home.GetManifestResourceStream($"mail/{kind.Name}.md")
            ?? throw new InvalidOperationException($"The template {kind.Name}.md does not come with the hub.");
        using var reader = new StreamReader(stream);
        var (template, problems) = MailTemplate.Read(kind, reader.ReadToEnd());
        return template ?? throw new InvalidOperationException($"{kind.Name}.md {string.Join(' ', problems)}");
    }
}
