using System.Collections.Immutable;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Templates;
using NodaTime;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>
/// What the hub knows of one council, from <c>configuration/{authority}/*.json</c>: valid, and as it was on the day asked for.
/// </summary>
/// <param name="Authority">Name, notice and areas.</param>
/// <param name="Places">Hubs and network sites.</param>
/// <param name="Calendar">Terms, seasons and bank holidays.</param>
/// <param name="Version">A hash over these files: changes when any of them changes.</param>
public sealed record AuthoritySettings(Authority Authority, IReadOnlyList<Place> Places, AuthorityCalendar Calendar, string Version)
{
    /// <summary>What mails say, by the template's name: the authority's own texts, and the hub's where it has none.</summary>
    public IReadOnlyDictionary<string, MailTemplate> MailTemplates { get; init; } = ImmutableDictionary<string, MailTemplate>.Empty;

    /// <summary>The owner of the configuration where mails are addressed by id. Nobody else can have it: ids begin with a letter or digit.</summary>
    public const string OwnerId = "-owner";

    private ImmutableDictionary<string, object> Sections { get; init; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>When these files were accepted; null for settings that were only read.</summary>
    public Instant? Since { get; init; }

    /// <summary>What a capability's file says; null when there is none.</summary>
    /// <param name="file">The file's name without ".json".</param>
    public T? Section<T>(string file)
        where T : class => (T?)Sections.GetValueOrDefault(file);

    /// <summary>The same settings with another content of a capability's file; null for none.</summary>
    public AuthoritySettings With(string file, object? content) =>
        this with { Sections = content is null ? Sections.Remove(file) : Sections.SetItem(file, content) };
}

/// <summary>Whom a mail goes to.</summary>
/// <param name="Name">As it addresses them.</param>
/// <param name="Email">Where it goes; null for nowhere.</param>
public sealed record MailRecipient(string Name, string? Email);

/// <summary>A council. File <c>authority.json</c>.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens; leads every key.</param>
/// <param name="Name">"Halton Borough Council".</param>
/// <param name="ServiceName">What families know it as: "Halton Family Hubs".</param>
/// <param name="Notice">A line printed on everything made, e.g. the sample-data notice; null in production.</param>
/// <param name="Areas">Towns or localities that have a timetable of their own.</param>
/// <param name="MostSessions">More sessions than this are not published: a wrong file must have been taken in.</param>
/// <param name="Mail">Who its mails come from; null when it sends none.</param>
/// <param name="Owner">Who looks after its configuration; null when nobody is named.</param>
public sealed record Authority(
    string Id, string Name, string ServiceName, string? Notice, IReadOnlyList<Area> Areas, int MostSessions = Authority.UsualMostSessions,
    MailIdentity? Mail = null, MailRecipient? Owner = null)
{
    /// <summary>Most sessions where authority.json says nothing: more than any council has.</summary>
    public const int UsualMostSessions = 20_000;
}

/// <summary>Who an authority's mails come from.</summary>
/// <param name="Sender">An address of a domain that is verified with the mail service.</param>
/// <param name="ReplyTo">Where answers go; null for the sender.</param>
public sealed record MailIdentity(string Sender, string? ReplyTo);

/// <summary>A town or locality with a timetable of its own, e.g. Widnes.</summary>
public sealed record Area(string Id, string Name)
{
    /// <summary>Names of the wards that belong to it, as the national file has them; empty when they are not stated.</summary>
    public IReadOnlyList<string> Wards { get; init; } = [];

    /// <summary>Whether a ward belongs to it, however its name is spaced and written.</summary>
    public bool Has(string ward) => Wards.Any(own => CellText.Words(own).Equals(CellText.Words(ward), StringComparison.OrdinalIgnoreCase));
}

/// <summary>Whether a place is a family hub or one of its network (outreach) sites (national code FHS07).</summary>
public enum PlaceKind
{
    /// <summary>A family hub.</summary>
    Hub,

    /// <summary>A network site: library, church hall, clinic, youth centre.</summary>
    Network,
}

/// <summary>A hub or network site. File <c>places.json</c>.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens, unique within the authority and different from every area's id.</param>
/// <param name="Name">"Kingsway Family Hub".</param>
/// <param name="Kind">Hub or network site.</param>
/// <param name="Area">Id of its area.</param>
/// <param name="Address">Street and town in one line.</param>
/// <param name="Postcode">Postcode.</param>
/// <param name="Aliases">Other names that partners write: "Kingsway", "Kingsway CC".</param>
/// <param name="Rooms">Rooms by name; empty when not told apart.</param>
/// <param name="OpeningHours">Opening hours by weekday; a day left out is closed. Empty when unknown: nothing is then checked.</param>
public sealed record Place(
    string Id, string Name, PlaceKind Kind, string Area, string Address, string Postcode,
    IReadOnlyList<string> Aliases, IReadOnlyList<string> Rooms, IReadOnlyDictionary<IsoDayOfWeek, OpenHours> OpeningHours);

/// <summary>From opening to closing on one weekday, Europe/London.</summary>
public sealed record OpenHours(LocalTime Opens, LocalTime Closes);

/// <summary>Terms, seasons and bank holidays. File <c>calendar.json</c>.</summary>
/// <param name="Terms">School terms, half-terms cut out by listing each half separately.</param>
/// <param name="Seasons">The periods that timetables are printed for.</param>
/// <param name="BankHolidays">England's bank holidays by date.</param>
public sealed record AuthorityCalendar(
    IReadOnlyList<Term> Terms, IReadOnlyList<Season> Seasons, IReadOnlyDictionary<LocalDate, string> BankHolidays)
{
    /// <summary>True on a date within a term, both ends included.</summary>
    public bool IsTermTime(LocalDate date) => Terms.Any(t => t.From <= date && date <= t.To);

    /// <summary>
    /// A season by its id, or by the name in front of the year: then the one that runs on the date, else the next, else the
    /// last. Null when there is none.
    /// </summary>
    public Season? FindSeason(string idOrName, LocalDate today)
    {
        if (Seasons.FirstOrDefault(s => s.Id == idOrName) is { } exact)
        {
            return exact;
        }

        var named = Seasons.Where(s => s.Id.StartsWith(idOrName + "-", StringComparison.Ordinal)).OrderBy(s => s.From).ToList();
        return named.FirstOrDefault(s => today <= s.To) ?? named.LastOrDefault();
    }
}

/// <summary>A stretch of school days, e.g. the first half of the autumn term; both dates inclusive.</summary>
public sealed record Term(string Name, LocalDate From, LocalDate To);

/// <summary>A period with a printed timetable; both dates inclusive.</summary>
/// <param name="Id">"autumn-2026": a name and a year. The name alone means the one that runs now, else the next, else the last.</param>
/// <param name="Name">"Autumn 2026".</param>
/// <param name="From">First date.</param>
/// <param name="To">Last date.</param>
public sealed record Season(string Id, string Name, LocalDate From, LocalDate To);
