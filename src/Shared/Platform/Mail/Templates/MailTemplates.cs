using System.Reflection;

namespace HubAutomation.Shared.Platform.Mail.Templates;

/// <summary>The templates of an authority: those that come with the hub, and in their place those that the authority has uploaded.</summary>
public static class MailTemplates
{
    /// <summary>The folder within an authority's configuration.</summary>
    public const string Folder = "mail/";

    /// <summary>The templates that come with the hub, by name.</summary>
    public static readonly IReadOnlyDictionary<string, MailTemplate> Defaults = MailTemplateKind.All.ToDictionary(kind => kind.Name, Default);

    /// <summary>Reads what an authority has uploaded.</summary>
    /// <param name="files">File name within the configuration → text.</param>
    /// <param name="note">Is told file and what is wrong.</param>
    public static IReadOnlyDictionary<string, MailTemplate> Read(IReadOnlyDictionary<string, string> files, Action<string, string> note)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(note);
        var templates = new Dictionary<string, MailTemplate>(Defaults);
        foreach (var (file, text) in files.Where(f => f.Key.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (MailTemplateKind.All.FirstOrDefault(kind => kind.Name == name) is not { } kind)
            {
                note(file, $"is not a mail of the hub. Allowed: {string.Join(", ", MailTemplateKind.All.Select(k => k.Name + ".md").Order())}.");
                continue;
            }

            var (template, problems) = MailTemplate.Read(kind, text);
            foreach (var problem in problems)
            {
                note(file, problem);
            }

            templates[name] = template ?? Defaults[name];
        }

        return templates;
    }

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
