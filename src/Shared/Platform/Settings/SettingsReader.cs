using System.Globalization;
using System.Text;
using System.Text.Json;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Templates;
using HubAutomation.Shared.Platform.Text;
using NodaTime;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>
/// Reads an authority's configuration and finds every mistake in it: the hub's own files – authority, places, calendar – then those of the
/// capabilities, then what mails say.
/// </summary>
public sealed class SettingsReader
{
    private static readonly string[] Own = ["authority", "places", "calendar"];

    private readonly IReadOnlyList<SettingsFile> others;
    private readonly Func<AuthoritySettings, IEnumerable<SettingsBreach>> rules;
    private readonly MailTemplates mails;
    private readonly SettingsFileNames names;

    /// <param name="others">The files that capabilities bring.</param>
    /// <param name="rules">What they demand.</param>
    /// <param name="mails">The mails that the hub writes.</param>
    public SettingsReader(IReadOnlyList<SettingsFile> others, Func<AuthoritySettings, IEnumerable<SettingsBreach>> rules, MailTemplates mails)
    {
        (this.others, this.rules, this.mails) = (others, rules, mails);
        names = new SettingsFileNames([.. Own, .. others.Select(file => file.Name)], mails);
    }

    /// <inheritdoc cref="SettingsFileNames.Concerns"/>
    public static bool Concerns(string file) => SettingsFileNames.Concerns(file);

    /// <summary>
    /// Reads the variants that hold on a date, and finds the mistakes of those that are still to come, too: of each as it will be read with the others
    /// on its first day. Settings are null when any problem was found, so that nobody learns of one only when it takes over.
    /// </summary>
    /// <param name="authority">The folder's name.</param>
    /// <param name="files">File name → JSON text.</param>
    /// <param name="today">The date in London.</param>
    public (AuthoritySettings? Settings, IReadOnlyList<SettingsProblem> Problems) ReadWithLater(
        string authority, IReadOnlyDictionary<string, string> files, LocalDate today)
    {
        var (settings, problems) = Read(authority, files, today);
        var wrongFiles = names.Misnamed(files.Keys).Concat(Miscoded(files)).ToList();
        problems =
        [
            .. problems.Concat(names.FirstDaysAfter(today, files.Keys).SelectMany(date => Read(authority, files, date).Problems))
                .Where(problem => !wrongFiles.Exists(wrong => wrong.File == problem.File)),
            .. wrongFiles,
        ];
        problems = [.. problems.Distinct()];
        return (problems.Count == 0 ? settings : null, problems);
    }

    /// <summary>Reads the variants that hold on a date. Settings are null when any problem was found in them.</summary>
    /// <param name="authority">The folder's name.</param>
    /// <param name="files">File name → JSON text.</param>
    /// <param name="asOf">The date in London.</param>
    public (AuthoritySettings? Settings, IReadOnlyList<SettingsProblem> Problems) Read(
        string authority, IReadOnlyDictionary<string, string> files, LocalDate asOf)
    {
        var problems = new List<SettingsProblem>();
        var settings = Read(authority, files, asOf, problems);
        return (problems.Count == 0 ? settings : null, problems);
    }

    /// <summary>
    /// Reads files that were found valid when they were uploaded, also where a rule has become stricter since: no release may put an authority out of
    /// service that has changed nothing. Null when they cannot be read at all.
    /// </summary>
    /// <param name="authority">The folder's name.</param>
    /// <param name="files">File name → JSON text.</param>
    /// <param name="asOf">The date in London.</param>
    public AuthoritySettings? ReadAccepted(string authority, IReadOnlyDictionary<string, string> files, LocalDate asOf) => Read(authority, files, asOf, []);

    /// <summary>
    /// Settings with what one capability's file said on another date, read by itself: what places and partners were then, or are now, has no part
    /// in it. Without it when there was none, or it has a mistake.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="name">The file's name without ".json".</param>
    /// <param name="files">File name → JSON text.</param>
    /// <param name="asOf">The date in London.</param>
    public AuthoritySettings WithAsOf(AuthoritySettings settings, string name, IReadOnlyDictionary<string, string> files, LocalDate asOf)
    {
        var problems = new List<SettingsProblem>();
        var read = SettingsFileNames.VariantOn(name, files.Keys, asOf) is { } file && Parse(file, files[file], problems, noteOddities: false) is { } root
            ? others.Single(other => other.Name == name).ReadInto(settings, root)
            : null;
        return read is null || problems.Count > 0 ? settings.With(name, null) : read;
    }

    private AuthoritySettings? Read(string authority, IReadOnlyDictionary<string, string> files, LocalDate asOf, List<SettingsProblem> problems)
    {
        string FileOf(string name) => SettingsFileNames.VariantOn(name, files.Keys, asOf) ?? name;
        JsonNode? Root(string name, bool isRequired)
        {
            if (SettingsFileNames.VariantOn(name, files.Keys, asOf) is { } file)
                return Parse(file, files[file], problems, noteOddities: true);
            if (isRequired)
                problems.Add(new($"{name}.json", "(the whole file)", "is missing."));
            return null;
        }

        var own = Own.Select(name => Root(name, isRequired: true)).ToList();
        var roots = others.Select(file => (File: file, Root: Root(file.Name, file.IsRequired))).ToList();
        if (own is not [{ } authorityRoot, { } placesRoot, { } calendarRoot] || roots.Exists(read => read.File.IsRequired && read.Root is null))
            return null;
        var council = AuthorityReader.Read(authorityRoot, authority);
        var places = PlacesReader.Read(placesRoot, council);
        var calendar = CalendarReader.Read(calendarRoot);
        var settings = new AuthoritySettings(council, places, calendar, VersionOf(files, FileOf));
        foreach (var (file, root) in roots)
            settings = root is { } found ? file.ReadInto(settings, found) : settings;
        settings = settings with { MailTemplates = mails.Read(files, (file, rule) => problems.Add(new(file, "(the whole file)", rule))) };
        problems.AddRange(Breaches(settings, FileOf).Where(IsNews).ToList());
        return settings;

        // Of a key that is wrong in itself nothing more is said.
        bool IsNews(SettingsProblem problem) => !problems.Exists(known => known.File == problem.File && known.Key == problem.Key);
    }

    private string VersionOf(IReadOnlyDictionary<string, string> files, Func<string, string> fileOf) => Names.Key(
    [
        .. Own.Concat(others.Where(file => file.ChangesVersion).Select(file => file.Name)).Select(name => files[fileOf(name)]),
        .. files.Where(file => file.Key.StartsWith(MailTemplates.Folder, StringComparison.Ordinal)).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Value),
    ]);

    private IEnumerable<SettingsProblem> Breaches(AuthoritySettings settings, Func<string, string> fileOf) => SettingsRules.Breaches(settings).Concat(rules(settings))
        .OrderBy(breach => names.PlaceOf(breach.File))
        .Select(breach => new SettingsProblem(breach.File.EndsWith(MailTemplates.Ending, StringComparison.Ordinal) ? breach.File : fileOf(breach.File), breach.Key, breach.Rule));

    // Where bytes are no UTF-8 the reader has put this character, and families would read it.
    private static IEnumerable<SettingsProblem> Miscoded(IReadOnlyDictionary<string, string> files) =>
        from file in files
        let at = file.Value.IndexOf('\uFFFD', StringComparison.Ordinal)
        where at >= 0
        let line = file.Value.AsSpan(0, at).Count('\n') + 1
        select new SettingsProblem(
            file.Key, string.Create(CultureInfo.InvariantCulture, $"line {line}, column {at - file.Value.LastIndexOf('\n', at)}"),
            "is not UTF-8 here: a character cannot be read. Save the file as UTF-8, and upload it again.");

    private static JsonNode? Parse(string file, string text, List<SettingsProblem> problems, bool noteOddities)
    {
        try
        {
            using var document = JsonDocument.Parse(text);

            // Half a character, "\uD800", is noticed only by who reads it: once here rather than everywhere.
            using var nowhere = new Utf8JsonWriter(Stream.Null);
            document.WriteTo(nowhere);
            var root = document.RootElement.Clone();
            if (noteOddities)
                problems.AddRange(JsonOddities.In(root).Select(odd => new SettingsProblem(file, odd.Path, odd.Rule)));
            if (root.ValueKind is JsonValueKind.Object)
                return new JsonNode(root, file, "", problems);
            problems.Add(new(file, "(the whole file)", "must be an object: { ... }."));
            return null;
        }
        catch (InvalidOperationException)
        {
            problems.Add(new(file, "(the whole file)", "has a text with half a character in it, like \"\\uD800\". Write it anew."));
            return null;
        }
        catch (JsonException mistake)
        {
            problems.Add(new(file, JsonMistake.PlaceOf(mistake, Encoding.UTF8.GetBytes(text)), $"is not JSON: {JsonMistake.WordsFor(mistake)}."));
            return null;
        }
    }
}
