namespace HubAutomation.Shared.Platform.Settings;

/// <summary>A file of an authority's configuration that a capability brings. Like all of them it may stand in dated variants.</summary>
/// <param name="Name">Its name without ".json": "partners".</param>
public abstract record SettingsFile(string Name)
{
    /// <summary>Whether there must be one.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether a change of it makes another <see cref="AuthoritySettings.Version"/>, so that all timetables are read again.</summary>
    public bool ChangesVersion { get; init; }

    /// <summary>Reads it into the settings.</summary>
    internal abstract AuthoritySettings ReadInto(AuthoritySettings settings, JsonNode root);
}

/// <summary>The same, with what it says.</summary>
public sealed record SettingsFile<T> : SettingsFile
    where T : class
{
    private readonly Func<JsonNode, AuthoritySettings, T> read;

    /// <param name="name">Its name without ".json".</param>
    /// <param name="read">Reads it and notes every mistake in it; has what the files before it say.</param>
    internal SettingsFile(string name, Func<JsonNode, AuthoritySettings, T> read)
        : base(name)
    {
        this.read = read;
    }

    internal override AuthoritySettings ReadInto(AuthoritySettings settings, JsonNode root) => settings.With(Name, read(root, settings));
}

/// <summary>A rule that settings break, although they are well-formed in themselves.</summary>
/// <param name="File">The file's name without ".json", or with ".md".</param>
/// <param name="Key">Where in it.</param>
/// <param name="Rule">What must be, and what to do.</param>
public sealed record SettingsBreach(string File, string Key, string Rule)
{
    /// <summary>An item's key within a list: "places[3].area".</summary>
    public static string Item(string list, int number, string key) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{list}[{number}].{key}");
}
