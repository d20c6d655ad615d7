using System.Globalization;
using System.Text;
using System.Text.Json;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Settings;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Templates;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables;
using HubAutomation.Shared.Timetables.Reading.Tables;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>
/// Reads an authority's configuration and finds every mistake in it. A file may stand in several dated variants:
/// <c>places.json</c> holds until <c>places.2027-04-01.json</c> takes over on that date.
/// </summary>
public static class SettingsReader
{
    private const int MostMostSessions = 1_000_000;

    private static readonly string[] Dated = ["authority", "places", "calendar", "partners", "strands"];

    /// <summary>
    /// Reads the variants that hold on a date, and finds the mistakes of those that are still to come, too: of each as it will be read with the others
    /// on its first day. Settings are null when any problem was found, so that nobody learns of one only when it takes over.
    /// </summary>
    /// <param name="authority">The folder's name.</param>
    /// <param name="files">File name → JSON text.</param>
    /// <param name="today">The date in London.</param>
    public static (AuthoritySettings? Settings, IReadOnlyList<SettingsProblem> Problems) ReadWithLater(
        string authority, IReadOnlyDictionary<string, string> files, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(files);
        var firstDays = files.Keys.SelectMany(file => Dated.Select(name => DateOf(name, file))).Where(date => date > today).Select(date => date!.Value).Distinct().Order();
        var (settings, problems) = Read(authority, files, today);
        var wrongFiles = Misnamed(files.Keys).Concat(Miscoded(files)).ToList();
        problems =
        [
            .. problems.Concat(firstDays.SelectMany(date => Read(authority, files, date).Problems)).Where(problem => !wrongFiles.Exists(wrong => wrong.File == problem.File)),
            .. wrongFiles,
        ];
        problems = [.. problems.Distinct()];
        return (problems.Count == 0 ? settings : null, problems);
    }

    /// <summary>Whether a file of the folder is one that is read, or looks like one: under another name it would be left out unseen.</summary>
    /// <param name="file">Its name within the folder.</param>
    public static bool Concerns(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.StartsWith(MailTemplates.Folder, StringComparison.OrdinalIgnoreCase) || file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            || (file.Contains('/', StringComparison.Ordinal) && file.EndsWith(MailTemplates.Ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads the variants that hold on a date. Settings are null when any problem was found in them.</summary>
    /// <param name="authority">The folder's name.</param>
    /// <param name="files">File name → JSON text.</param>
    /// <param name="asOf">The date in London.</param>
    public static (AuthoritySettings? Settings, IReadOnlyList<SettingsProblem> Problems) Read(
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
    public static AuthoritySettings? ReadAccepted(string authority, IReadOnlyDictionary<string, string> files, LocalDate asOf) => Read(authority, files, asOf, []);

    private static AuthoritySettings? Read(string authority, IReadOnlyDictionary<string, string> files, LocalDate asOf, List<SettingsProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(files);
        var texts = new List<string>();
        JsonNode? Root(string name, bool counts = true)
        {
            if (VariantOn(name, files.Keys, asOf) is not { } file)
            {
                problems.Add(new($"{name}.json", "(the whole file)", "is missing."));
                return null;
            }

            if (counts)
            {
                texts.Add(files[file]);
            }

            return Parse(file, files[file], problems, noteOddities: true);
        }

        var authorityRoot = Root("authority");
        var placesRoot = Root("places");
        var calendarRoot = Root("calendar");
        var partnersRoot = Root("partners");

        // A change of strands is no reason to read all timetables again.
        var strandsRoot = VariantOn("strands", files.Keys, asOf) is null ? null : Root("strands", counts: false);
        if (authorityRoot is null || placesRoot is null || calendarRoot is null || partnersRoot is null)
        {
            return null;
        }

        var council = ReadAuthority(authorityRoot.Value, authority);
        var places = ReadPlaces(placesRoot.Value, council);
        var calendar = ReadCalendar(calendarRoot.Value);
        var partners = ReadPartners(partnersRoot.Value, places);
        var returns = strandsRoot is { } strands ? ReturnSettingsReader.Read(strands) : null;
        NoteSharedIds(strandsRoot, returns, partners);
        var templates = MailTemplates.Read(files, (file, rule) => problems.Add(new(file, "(the whole file)", rule)));
        texts.AddRange(files.Where(f => f.Key.StartsWith(MailTemplates.Folder, StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value));
        var settings = new AuthoritySettings(council, places, calendar, partners, Names.Key([.. texts])) { MailTemplates = templates, Returns = returns };
        problems.AddRange(SettingsRules.Problems(settings, name => VariantOn(name, files.Keys, asOf) ?? name).Where(IsNews).ToList());
        return settings;

        // Of a key that is wrong in itself nothing more is said.
        bool IsNews(SettingsProblem problem) => !problems.Exists(known => known.File == problem.File && known.Key == problem.Key);
    }

    /// <summary>
    /// The strands and measures that held on a date, by themselves: what places and partners were then, or are now, has no part in them. Null when there
    /// were none, or they have a mistake.
    /// </summary>
    /// <param name="files">File name → JSON text.</param>
    /// <param name="asOf">The date in London.</param>
    public static ReturnSettings? ReadReturns(IReadOnlyDictionary<string, string> files, LocalDate asOf)
    {
        ArgumentNullException.ThrowIfNull(files);
        var problems = new List<SettingsProblem>();
        var returns = VariantOn("strands", files.Keys, asOf) is { } file && Parse(file, files[file], problems, noteOddities: false) is { } root ? ReturnSettingsReader.Read(root) : null;
        return problems.Count == 0 ? returns : null;
    }

    // Mails are addressed by id, to partners and to people of the return alike.
    private static void NoteSharedIds(JsonNode? root, ReturnSettings? returns, IReadOnlyList<Partner> partners)
    {
        foreach (var person in returns?.People.Where(person => partners.Any(partner => partner.Id == person.Id)) ?? [])
        {
            root!.Value.Note($"the id \"{person.Id}\" is a partner's. Choose another.");
        }
    }

    // A change that was sent under a name like strands.2027-4-1.json or "places (1).json" would never take hold, and nobody would know.
    private static IEnumerable<SettingsProblem> Misnamed(IEnumerable<string> files) => files
        .Where(file => Concerns(file) && !MailTemplates.IsName(file) && !Array.Exists(Dated, name => DateOf(name, file) is not null))
        .Select(file => new SettingsProblem(file, "(its name)", RuleForName(file)));

    private static string RuleForName(string file) =>
        Array.Find(Dated, name => file.StartsWith($"{name}.", StringComparison.Ordinal) && file.EndsWith(".json", StringComparison.Ordinal)) is { } known ? $"has no date that we know. A variant is named like {known}.2027-04-01.json, in the years {SettingsRules.FirstYear} to {SettingsRules.LastYear}."
        : file.StartsWith(MailTemplates.Folder, StringComparison.Ordinal) ? $"is not a mail of the hub. Allowed: {MailTemplates.Names}."
        : $"is not read under this name. Files are named {string.Join(", ", Dated.Select(name => $"{name}.json"))}, in small letters, variants like places.2027-04-01.json, and mails like {MailTemplates.Folder}partner-message{MailTemplates.Ending}.";

    // Where bytes are no UTF-8 the reader has put this character, and families would read it.
    private static IEnumerable<SettingsProblem> Miscoded(IReadOnlyDictionary<string, string> files) =>
        from file in files
        let at = file.Value.IndexOf('\uFFFD', StringComparison.Ordinal)
        where at >= 0
        let line = file.Value.AsSpan(0, at).Count('\n') + 1
        select new SettingsProblem(
            file.Key, string.Create(CultureInfo.InvariantCulture, $"line {line}, column {at - file.Value.LastIndexOf('\n', at)}"),
            "is not UTF-8 here: a character cannot be read. Save the file as UTF-8, and upload it again.");

    private static string? VariantOn(string name, IEnumerable<string> files, LocalDate asOf) => files
        .Select(file => (File: file, From: DateOf(name, file)))
        .Where(f => f.From is { } from && from <= asOf)
        .OrderBy(f => f.From).Select(f => f.File).LastOrDefault();

    private static LocalDate? DateOf(string name, string file)
    {
        if (file == $"{name}.json")
        {
            return LocalDate.MinIsoValue;
        }

        return file.StartsWith($"{name}.", StringComparison.Ordinal) && file.EndsWith(".json", StringComparison.Ordinal)
            && LocalDatePattern.Iso.Parse(file[(name.Length + 1)..^5]) is { Success: true } date && SettingsRules.IsInReach(date.Value) ? date.Value : null;
    }

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

    private static Authority ReadAuthority(JsonNode root, string folder)
    {
        root.AllowOnly("id", "name", "serviceName", "notice", "areas", "mostSessions", "mail", "owner");
        var id = root.Id("id");
        if (id.Length > 0 && id != folder)
        {
            root.Note("id", $"\"{id}\" must be the folder's name, \"{folder}\".");
        }

        if (id == RunStore.WholeHub)
        {
            root.Note("id", $"\"{id}\" stands for the hub itself. Choose another id, and folder.");
        }

        var areas = root.List("areas", a =>
        {
            a.AllowOnly("id", "name", "wards");
            return new Area(a.Id("id"), a.Text("name")) { Wards = a.List("wards", ward => ward.AsText(), required: false) };
        });
        NoteRepeats(root, "areas", areas.Select(a => a.Id));
        var mostSessions = root.OptionalNumber("mostSessions", 1, MostMostSessions, Authority.UsualMostSessions);
        return new Authority(id, root.Text("name"), root.Text("serviceName"), root.OptionalText("notice"), areas, mostSessions, ReadMail(root), ReadOwner(root));
    }

    private static MailRecipient? ReadOwner(JsonNode root)
    {
        if (root.Member("owner", required: false) is not { } owner)
        {
            return null;
        }

        owner.AllowOnly("name", "email");
        var email = owner.Text("email");
        NoteAddress(owner, "email", email);
        return new MailRecipient(owner.Text("name"), email);
    }

    private static MailIdentity? ReadMail(JsonNode root)
    {
        if (root.Member("mail", required: false) is not { } mail)
        {
            return null;
        }

        mail.AllowOnly("sender", "replyTo");
        var (sender, answers) = (mail.Text("sender"), mail.OptionalText("replyTo"));
        NoteAddress(mail, "sender", sender);
        NoteAddress(mail, "replyTo", answers);
        return new MailIdentity(sender, answers);
    }

    private static void NoteAddress(JsonNode node, string name, string? address)
    {
        if (address is { Length: > 0 } && !Addresses.IsAddress(address))
        {
            node.Note(name, $"\"{address}\" is not a mail address like team@example.gov.uk.");
        }
    }

    private static IReadOnlyList<Place> ReadPlaces(JsonNode root, Authority authority)
    {
        root.AllowOnly("places");
        var areas = authority.Areas.Select(a => a.Id).ToHashSet();
        var places = root.List("places", p =>
        {
            p.AllowOnly("id", "name", "kind", "area", "address", "postcode", "aliases", "rooms", "openingHours");
            var area = p.Id("area");
            if (area.Length > 0 && !areas.Contains(area))
            {
                p.Note("area", $"\"{area}\" is not an area of authority.json. Allowed: {string.Join(", ", areas.Order())}.");
            }

            var id = p.Id("id");
            if (areas.Contains(id) || id == "changes")
            {
                p.Note("id", $"\"{id}\" is taken: a place's address must differ from every area's and from \"changes\".");
            }

            return new Place(
                id, p.Text("name"), Kind(p), area, p.Text("address"), p.Text("postcode"),
                p.List("aliases", a => a.AsText(), required: false), p.List("rooms", r => r.AsText(), required: false), Hours(p));
        });
        NoteRepeats(root, "places", places.Select(p => p.Id));
        return places;
    }

    private static PlaceKind Kind(JsonNode place)
    {
        switch (place.Text("kind"))
        {
            case "hub":
                return PlaceKind.Hub;
            case "network":
                return PlaceKind.Network;
            case { Length: > 0 } other:
                place.Note("kind", $"\"{other}\" is not allowed. Allowed: hub, network.");
                break;
        }

        return default;
    }

    private static Dictionary<IsoDayOfWeek, OpenHours> Hours(JsonNode place)
    {
        var hours = new Dictionary<IsoDayOfWeek, OpenHours>();
        foreach (var (name, value) in place.Members("openingHours"))
        {
            if (!Enum.TryParse<IsoDayOfWeek>(name, ignoreCase: true, out var day) || day == IsoDayOfWeek.None || !char.IsAsciiLetter(name[0]))
            {
                value.Note($"\"{name}\" is not a day. Allowed: monday to sunday.");
                continue;
            }

            // An older release took capitals, and what it accepted means what it meant.
            if (name.Any(char.IsAsciiLetterUpper))
            {
                value.Note($"\"{name}\" must be written in small letters: {name.ToLowerInvariant()}.");
            }

            var text = value.AsText();
            var ends = text.Split('-', StringSplitOptions.TrimEntries).Select(t => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(t)).ToArray();
            if (ends is [{ Success: true } opens, { Success: true } closes] && opens.Value < closes.Value)
            {
                hours[day] = new OpenHours(opens.Value, closes.Value);
            }
            else
            {
                value.Note($"\"{text}\" is not opening hours. Write them like 08:30-17:00.");
            }
        }

        return hours;
    }

    private static AuthorityCalendar ReadCalendar(JsonNode root)
    {
        root.AllowOnly("terms", "seasons", "bankHolidays");
        var terms = root.List("terms", t =>
        {
            t.AllowOnly("name", "from", "to");
            var (from, to) = Span(t);
            return new Term(t.Text("name"), from, to);
        });
        var seasons = root.List("seasons", s =>
        {
            s.AllowOnly("id", "name", "from", "to");
            var (from, to) = Span(s);
            return new Season(s.Id("id"), s.Text("name"), from, to);
        });
        NoteRepeats(root, "seasons", seasons.Select(s => s.Id));
        var holidays = new Dictionary<LocalDate, string>();
        foreach (var (name, value) in root.Members("bankHolidays"))
        {
            if (LocalDatePattern.Iso.Parse(name) is { Success: true } date)
            {
                holidays[date.Value] = value.AsText();
            }
            else
            {
                value.Note($"\"{name}\" is not a date like 2026-12-25.");
            }
        }

        return new AuthorityCalendar(terms, seasons, holidays);
    }

    private static (LocalDate From, LocalDate To) Span(JsonNode span)
    {
        var (from, to) = (span.Date("from"), span.Date("to"));
        if (to < from)
        {
            span.Note("to", "must not be before \"from\".");
        }

        return (from, to);
    }

    private static IReadOnlyList<Partner> ReadPartners(JsonNode root, IReadOnlyList<Place> places)
    {
        root.AllowOnly("partners");
        var placeIds = places.Select(p => p.Id).ToHashSet();
        var partners = root.List("partners", p =>
        {
            p.AllowOnly("id", "name", "columns", "defaultPlace", "defaultBooking", "email");
            var place = p.OptionalText("defaultPlace");
            if (place is not null && !placeIds.Contains(place))
            {
                p.Note("defaultPlace", $"\"{place}\" is not a place of places.json.");
            }

            var email = p.OptionalText("email");
            NoteAddress(p, "email", email);
            return new Partner(p.Id("id"), p.Text("name"), Columns(p), place, p.OptionalText("defaultBooking"), email);
        });
        NoteRepeats(root, "partners", partners.Select(p => p.Id));
        return partners;
    }

    private static Dictionary<string, string> Columns(JsonNode partner)
    {
        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (heading, value) in partner.Members("columns"))
        {
            var field = value.AsText();
            if (field.Length > 0 && !Enum.GetNames<TimetableField>().Contains(field))
            {
                value.Note($"\"{field}\" is not a field. Allowed: {string.Join(", ", Enum.GetNames<TimetableField>())}.");
            }

            // As they are recognised in a file.
            var meant = HeadingWords.Normalise(heading);
            if (meant.Length == 0)
            {
                value.Note("a heading is empty.");
            }
            else if (!known.Add(meant))
            {
                value.Note($"the heading \"{heading}\" stands twice: capitals, spaces and signs do not tell headings apart.");
            }

            columns[heading] = field;
        }

        return columns;
    }

    private static void NoteRepeats(JsonNode root, string list, IEnumerable<string> ids)
    {
        foreach (var repeated in ids.Where(id => id.Length > 0).GroupBy(id => id).Where(g => g.Count() > 1))
        {
            root.Note(list, $"the id \"{repeated.Key}\" stands {repeated.Count()} times; it must be unique.");
        }
    }
}
