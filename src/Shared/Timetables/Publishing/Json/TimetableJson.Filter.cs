using System.Buffers;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Timetables.Publishing.Json;

public static partial class TimetableJson
{
    /// <summary>The instances of a kept document that start from <paramref name="from"/> to <paramref name="to"/>.</summary>
    /// <param name="document">A <c>.json</c> document of <see cref="TimetableDocuments.Render"/>.</param>
    /// <param name="from">First date in Europe/London, or null for the document's first.</param>
    /// <param name="to">Last date, inclusive, or null for the document's last.</param>
    /// <returns>UTF-8 JSON: what the document is about, and <c>instances</c> by start, title and uid.</returns>
    /// <exception cref="JsonException">The bytes are not such a document.</exception>
    public static byte[] Filter(ReadOnlyMemory<byte> document, LocalDate? from, LocalDate? to)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        Filter(document, from, to, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>As the other overload, but written to <paramref name="output"/>.</summary>
    /// <exception cref="JsonException">The bytes are not such a document.</exception>
    public static void Filter(ReadOnlyMemory<byte> document, LocalDate? from, LocalDate? to, IBufferWriter<byte> output)
    {
        using var kept = JsonDocument.Parse(document);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        foreach (var property in kept.RootElement.EnumerateObject())
        {
            if (property.NameEquals("sessions"))
                WriteInstances(json, property.Value, Text(from), Text(to));
            else if (property.NameEquals("from") && from is not null)
                json.WriteString("from", Text(from));
            else if (property.NameEquals("to") && to is not null)
                json.WriteString("to", Text(to));
            else
                property.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static string? Text(LocalDate? date) => date is { } d ? LocalDatePattern.Iso.Format(d) : null;

    private static void WriteInstances(Utf8JsonWriter json, JsonElement sessions, string? from, string? to)
    {
        var instances = new List<Instance>();
        foreach (var session in sessions.EnumerateArray())
            instances.AddRange(InstancesOf(session, from, to));
        instances.Sort();

        json.WriteStartArray("instances");
        foreach (var instance in instances)
            instance.WriteTo(json);
        json.WriteEndArray();
    }

    private static IEnumerable<Instance> InstancesOf(JsonElement session, string? from, string? to)
    {
        var title = session.GetProperty("title").GetString()!;
        foreach (var occurrence in session.GetProperty("occurrences").EnumerateArray())
        {
            // ISO dates compare as text.
            var start = occurrence.GetProperty("start").GetString()!;
            var date = start.AsSpan(0, 10);
            if ((from is null || date.CompareTo(from, StringComparison.Ordinal) >= 0) && (to is null || date.CompareTo(to, StringComparison.Ordinal) <= 0))
                yield return new(start, title, session, occurrence);
        }
    }

    /// <summary>One line of the answer: the occurrence's own properties first, then its session's.</summary>
    private sealed record Instance(string Start, string Title, JsonElement Session, JsonElement Occurrence) : IComparable<Instance>
    {
        public int CompareTo(Instance? other)
        {
            var order = string.CompareOrdinal(Start, other?.Start);
            if (order == 0)
                order = string.CompareOrdinal(Title, other?.Title);
            return order != 0 ? order : string.CompareOrdinal(Uid, other?.Uid);
        }

        public void WriteTo(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            foreach (var property in Occurrence.EnumerateObject())
                property.WriteTo(json);
            foreach (var property in Session.EnumerateObject())
            {
                if (!property.NameEquals("occurrences"))
                    property.WriteTo(json);
            }

            json.WriteEndObject();
        }

        private string Uid => Occurrence.GetProperty("uid").GetString()!;
    }
}
