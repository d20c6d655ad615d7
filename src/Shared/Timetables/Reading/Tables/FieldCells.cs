using System.Collections;
using System.Diagnostics.CodeAnalysis;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>
/// The cells of one row by meaning. One array for each row instead of a dictionary: a million rows are read with it.
/// </summary>
internal sealed class FieldCells : IReadOnlyDictionary<TimetableField, string>
{
    private static readonly TimetableField[] Fields = Enum.GetValues<TimetableField>();

    private readonly string?[] _texts = new string?[Fields.Length];

    /// <summary>Sets a field's text; an empty text leaves the field out.</summary>
    public void Set(TimetableField field, string text) => _texts[(int)field] = text.Length == 0 ? null : text;

    public string? Find(TimetableField field) => _texts[(int)field];

    public string this[TimetableField key] =>
        Find(key) ?? throw new KeyNotFoundException($"The row has no {key}.");

    public IEnumerable<TimetableField> Keys => Fields.Where(ContainsKey);

    public IEnumerable<string> Values => _texts.OfType<string>();

    public int Count => _texts.Count(t => t is not null);

    public bool ContainsKey(TimetableField key) => _texts[(int)key] is not null;

    public bool TryGetValue(TimetableField key, [MaybeNullWhen(false)] out string value) => (value = Find(key)) is not null;

    public IEnumerator<KeyValuePair<TimetableField, string>> GetEnumerator()
    {
        foreach (var field in Fields)
        {
            if (_texts[(int)field] is { } text)
                yield return KeyValuePair.Create(field, text);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
