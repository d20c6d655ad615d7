using System.Reflection;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Templates;

namespace HubAutomation.Shared.Platform.Composition;

/// <summary>
/// What a capability – timetables, returns – brings to the hub besides its functions and services. It says so in its own folder; the
/// platform asks all of them and knows none by name.
/// </summary>
/// <param name="Name">Its name, for people who read code and messages.</param>
/// <param name="Home">The assembly that its mails' texts come with.</param>
public sealed record Capability(string Name, Assembly Home)
{
    /// <summary>Containers that it keeps files in.</summary>
    public IReadOnlyList<HubContainer> Containers { get; init; } = [];

    /// <summary>Tables that it keeps rows in.</summary>
    public IReadOnlyList<HubTable> Tables { get; init; } = [];

    /// <summary>Files of an authority's configuration that it reads.</summary>
    public IReadOnlyList<SettingsFile> Settings { get; init; } = [];

    /// <summary>What it demands of settings that are well-formed in themselves, its own and others.</summary>
    public Func<AuthoritySettings, IEnumerable<SettingsBreach>> Rules { get; init; } = static _ => [];

    /// <summary>Mails that it writes.</summary>
    public IReadOnlyList<MailTemplateKind> Mails { get; init; } = [];

    /// <summary>Whom it writes to by an id; null when they all are others' people.</summary>
    public RecipientSource? Recipients { get; init; }
}
