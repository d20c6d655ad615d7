using System.Reflection;

namespace HubAutomation.Shared.Platform.Mail.Templates;

/// <summary>The templates of an authority: those that come with the hub, and in their place those that the authority has uploaded.</summary>
public static class MailTemplates
{
    /// <summary>The folder within an authority's configuration.</summary>
    public const string Folder = "mail/";

    /// <summary>How the files in it end.</summary>
    public const string Ending = ".md";

    /// <summary>The names that files in it may have.</summary>
    public static string Names => string.Join(", ", MailTemplateKind.All.Select(kind => kind.Name + Ending).Order(StringComparer.Ordinal));

    /// <summary>Whether a file of the configuration is a template by its name.</summary>
    public static bool IsName(string file) => MailTemplateKind.All.Any(kind => file == FileOf(kind));

    /// <summary>The templates that come with the hub, by name.</summary>
    public static readonly IReadOnlyDictionary<string, MailTemplate> Defaults = MailTemplateKind.All.ToDictionary(kind => kind.Name, Default);

    /// <summary>Reads what an authority has uploaded. Files of other names are passed over.</summary>
    /// <param name="files">File name within the configuration → text.</param>
    /// <param name="note">Is told file and what is wrong.</param>
    public static IReadOnlyDictionary<string, MailTemplate> Read(IReadOnlyDictionary<string, string> files, Action<string, string> note)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(note);
        var templates = new Dictionary<string, MailTemplate>(Defaults);
        foreach (var kind in MailTemplateKind.All.Where(kind => files.ContainsKey(FileOf(kind))))
        {
            var file = FileOf(kind);
            var (template, problems) = MailTemplate.Read(kind, files[file]);
            foreach (var problem in problems)
            {
                note(file, problem);
            }

            templates[kind.Name] = template ?? Defaults[kind.Name];
        }

        return templates;
    }

    private static string FileOf(MailTemplateKind kind) => $"{Folder}{kind.Name}{Ending}";

    private static MailTemplate Default(MailTemplateKind kind)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream($"mail/{kind.Name}.md")
            ?? throw new InvalidOperationException($"The template {kind.Name}.md does not come with the hub.");
        using var reader = new StreamReader(stream);
        var (template, problems) = MailTemplate.Read(kind, reader.ReadToEnd());
        return template ?? throw new InvalidOperationException($"{kind.Name}.md {string.Join(' ', problems)}");
    }
}
