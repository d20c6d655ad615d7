using System.Globalization;
using HubAutomation.Shared.Platform.Templates;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>
/// What the files of a configuration folder are called. Each may stand in several dated variants: <c>places.json</c> holds until
/// <c>places.2027-04-01.json</c> takes over on that date.
/// </summary>
/// <param name="dated">Names of the JSON files without ".json", in the order in which they are read.</param>
/// <param name="mails">The mails whose texts may stand in the folder <c>mail</c>.</param>
internal sealed class SettingsFileNames(List<string> dated, MailTemplates mails)
{
    /// <summary>Whether a file of the folder is one that is read, or looks like one: under another name it would be left out unseen.</summary>
    /// <param name="file">Its name within the folder.</param>
    public static bool Concerns(string file) =>
        file.StartsWith(MailTemplates.Folder, StringComparison.OrdinalIgnoreCase) || file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || (file.Contains('/', StringComparison.Ordinal) && file.EndsWith(MailTemplates.Ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The variant that holds on a date; null when there is none.</summary>
    public static string? VariantOn(string name, IEnumerable<string> files, LocalDate asOf) => files
        .Select(file => (File: file, From: DateOf(name, file)))
        .Where(f => f.From is { } from && from <= asOf)
        .OrderBy(f => f.From).Select(f => f.File).LastOrDefault();

    /// <summary>Where a file stands among those that are read; what is not one of them, a mail, comes last.</summary>
    public int PlaceOf(string name) => dated.IndexOf(name) is >= 0 and var place ? place : dated.Count;

    /// <summary>The days after a date on which a variant takes over.</summary>
    public IEnumerable<LocalDate> FirstDaysAfter(LocalDate date, IEnumerable<string> files) =>
        files.SelectMany(file => dated.Select(name => DateOf(name, file))).Where(first => first > date).Select(first => first!.Value).Distinct().Order();

    /// <summary>
    /// Files whose names are almost right: a change that was sent under a name like strands.2027-4-1.json or "places (1).json" would never take
    /// hold, and nobody would know.
    /// </summary>
    public IEnumerable<SettingsProblem> Misnamed(IEnumerable<string> files) => files
        .Where(file => Concerns(file) && !mails.IsName(file) && !dated.Any(name => DateOf(name, file) is not null))
        .Select(file => new SettingsProblem(file, "(its name)", RuleFor(file)));

    private string RuleFor(string file) =>
        dated.FirstOrDefault(name => file.StartsWith($"{name}.", StringComparison.Ordinal) && file.EndsWith(".json", StringComparison.Ordinal)) is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"has no date that we know. A variant is named like {known}.2027-04-01.json, in the years {SettingsDates.FirstYear} to {SettingsDates.LastYear}.")
        : file.StartsWith(MailTemplates.Folder, StringComparison.Ordinal) ? $"is not a mail of the hub. Allowed: {mails.Names}."
        : $"is not read under this name. Files are named {string.Join(", ", dated.Select(name => $"{name}.json"))}, in small letters, variants like places.2027-04-01.json, and mails like {MailTemplates.Folder}{mails.Names.Split(',')[0]}.";

    private static LocalDate? DateOf(string name, string file)
    {
        if (file == $"{name}.json")
        {
            return LocalDate.MinIsoValue;
        }

        return file.StartsWith($"{name}.", StringComparison.Ordinal) && file.EndsWith(".json", StringComparison.Ordinal)
            && LocalDatePattern.Iso.Parse(file[(name.Length + 1)..^5]) is { Success: true } date && SettingsDates.IsInReach(date.Value) ? date.Value : null;
    }
}
