using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>Somebody who sends timetables. File <c>partners.json</c>.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens; the folder they drop files in.</param>
/// <param name="Name">"Widnes Library".</param>
/// <param name="Columns">Their heading → our field's name, where the default recognition would miss it.</param>
/// <param name="DefaultPlace">Place id for rows without a venue; null when every row must name one.</param>
/// <param name="DefaultBooking">Words taken for rows without a booking column, e.g. "drop in"; or null.</param>
/// <param name="Email">Where receipts and messages go; null for a partner who gets none by mail.</param>
public sealed record Partner(
    string Id, string Name, IReadOnlyDictionary<string, string> Columns, string? DefaultPlace, string? DefaultBooking, string? Email = null)
{
    /// <summary>The file's name without ".json".</summary>
    public const string File = "partners";
}

/// <summary>Partners among an authority's settings.</summary>
public static class PartnerSettings
{
    extension(AuthoritySettings settings)
    {
        /// <summary>Who may send timetables, and how they write them.</summary>
        public IReadOnlyList<Partner> Partners => settings.Section<IReadOnlyList<Partner>>(Partner.File) ?? [];
    }
}
