using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables;

/// <summary>Reads <c>partners.json</c> and notes every mistake in it.</summary>
internal static class PartnersReader
{
    /// <summary>Reads the whole file.</summary>
    public static IReadOnlyList<Partner> Read(JsonNode root, AuthoritySettings settings)
    {
        root.AllowOnly("partners");
        var placeIds = settings.Places.Select(p => p.Id).ToHashSet();
        var partners = root.List("partners", p =>
        {
            p.AllowOnly("id", "name", "columns", "defaultPlace", "defaultBooking", "email");
            var place = p.OptionalText("defaultPlace");
            if (place is not null && !placeIds.Contains(place))
            {
                p.Note("defaultPlace", $"\"{place}\" is not a place of places.json.");
            }

            var email = p.Address("email", required: false);
            return new Partner(p.Id("id"), p.Text("name"), Columns(p), place, p.OptionalText("defaultBooking"), email);
        });
        root.NoteRepeats("partners", partners.Select(p => p.Id));
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
}
