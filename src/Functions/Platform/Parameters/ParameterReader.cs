using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Functions.Platform.Parameters;

/// <summary>
/// Reads the parameters of one start. A workflow declares them by asking for each of them once; that is also how they are listed. What is
/// wrong is noted and comes back as the type's default; whoever reads discards the whole when anything was noted.
/// </summary>
public sealed class ParameterReader
{
    private const int LongestShown = 60;
    private const int MostProblems = 5;
    private const string TrueOrFalse = "true or false, without quotation marks";

    private readonly Dictionary<string, JsonElement> given = [];
    private readonly List<Parameter> declared = [];
    private readonly List<string> problems = [];

    private ParameterReader()
    {
    }

    /// <summary>The parameters that are declared.</summary>
    public static IReadOnlyList<Parameter> Declared<T>(Func<ParameterReader, T> declare)
    {
        ArgumentNullException.ThrowIfNull(declare);
        var reader = new ParameterReader();
        declare(reader);
        return reader.declared;
    }

    /// <summary>Reads what was given, strictly.</summary>
    /// <param name="name">Whose parameters they are, as people are told.</param>
    /// <param name="body">A JSON object.</param>
    /// <param name="declare">Asks for each parameter.</param>
    /// <returns>The parameters; or what is wrong, as sentences that name the parameter, its value and the rule.</returns>
    public static (T? Parameters, string? Problem) Read<T>(string name, JsonElement body, Func<ParameterReader, T> declare)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(declare);
        var reader = new ParameterReader();
        reader.Take(body);
        var parameters = declare(reader);
        reader.NoteUnknown(name);
        return reader.problems.Count == 0 ? (parameters, null) : (null, reader.Problem());
    }

    /// <summary>A parameter that is true or false; false when it is left out.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="meaning">What it means; "true to …".</param>
    public bool Switch(string name, string meaning)
    {
        if (Find(new Parameter(name, meaning, ParameterType.Switch, TrueOrFalse, IsRequired: false)) is not { } value)
            return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Note(name, value, TrueOrFalse);
        return value.ValueKind is JsonValueKind.True;
    }

    /// <summary>A parameter that must be there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="meaning">What it means.</param>
    /// <param name="kind">What it is.</param>
    public T Required<T>(string name, string meaning, TextKind<T> kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Find(new Parameter(name, meaning, ParameterType.Text, kind.Rule, IsRequired: true)) is { } value ? Text(name, value, kind)! : default!;
    }

    /// <summary>A parameter that may be left out.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="meaning">What it means, and what holds when it is left out.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="otherwise">What holds when it is left out.</param>
    [return: NotNullIfNotNull(nameof(otherwise))]
    public T? Optional<T>(string name, string meaning, TextKind<T> kind, T? otherwise = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Find(new Parameter(name, meaning, ParameterType.Text, kind.Rule, IsRequired: false)) is { } value ? Text(name, value, kind) : otherwise;
    }

    /// <summary>A list that may be left out; null then. It has at least one item, and no item twice.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="meaning">What it means, and what holds when it is left out.</param>
    /// <param name="kind">What each item is.</param>
    public IReadOnlyList<T>? List<T>(string name, string meaning, TextKind<T> kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var rule = $"a list of different texts, each {kind.Rule}";
        if (Find(new Parameter(name, meaning, ParameterType.Texts, rule, IsRequired: false)) is not { } value)
            return null;
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Note(name, value, rule);
            return null;
        }

        var before = problems.Count;
        var items = value.EnumerateArray().Select((item, i) => Text(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), item, kind)!).ToList();
        if (problems.Count == before && items.Distinct().Count() < items.Count)
            Note(name, value, rule);
        return items;
    }

    /// <summary>
    /// A JSON value as people are shown it: cut after <see cref="LongestShown"/> characters, on one line, with everything escaped that cannot be
    /// seen or would turn what follows round.
    /// </summary>
    public static string Shown(JsonElement value) => Shown(value.GetRawText());

    internal static string Shown(string raw)
    {
        var shown = new StringBuilder();
        foreach (var rune in raw.EnumerateRunes())
        {
            if (shown.Length >= LongestShown)
                return shown.Append('…').ToString();
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                shown.Append(rune.ToString());
        }

        return shown.ToString();
    }

    private void Take(JsonElement body)
    {
        foreach (var property in body.EnumerateObject())
        {
            if (WholeText.Of(property) is not { } name)
                problems.Add("The name of a parameter holds half a character (a lone surrogate).");
            else if (!given.TryAdd(name, property.Value))
                problems.Add($"The parameter {ShownName(name)} stands twice. Give each parameter once.");
        }
    }

    private JsonElement? Find(Parameter parameter)
    {
        declared.Add(parameter);
        if (given.TryGetValue(parameter.Name, out var value))
            return value;
        if (parameter.IsRequired)
            problems.Add($"The parameter \"{parameter.Name}\" is missing. It must be {parameter.Rule}.");
        return null;
    }

    private T? Text<T>(string name, JsonElement value, TextKind<T> kind)
    {
        if (value.ValueKind is JsonValueKind.String)
        {
            if (WholeText.Of(value) is not { } text)
            {
                problems.Add($"The parameter \"{name}\" is {Shown(value)}, which holds half a character (a lone surrogate). It must be {kind.Rule}.");
                return default;
            }

            if (kind.TryRead(text, out var read))
                return read;
        }

        Note(name, value, kind.Rule);
        return default;
    }

    private void Note(string name, JsonElement value, string rule) =>
        problems.Add($"The parameter \"{name}\" is {Shown(value)}. It must be {rule}{(value.ValueKind is JsonValueKind.Null && MayBeLeftOut(name) ? ", or be left out" : "")}.");

    private bool MayBeLeftOut(string name) => declared.Exists(parameter => parameter.Name == name && !parameter.IsRequired);

    private void NoteUnknown(string name)
    {
        var known = declared.Select(parameter => parameter.Name).ToHashSet();
        var unknown = given.Keys.Where(key => !known.Contains(key)).ToList();
        if (unknown.Count > 0)
        {
            problems.Insert(0, $"{name} has no parameter {ShownName(unknown[0])}. " + (declared.Count == 0
                ? "It takes none: send no body, or {}."
                : $"It has: {string.Join(". ", declared)}."));
        }
    }

    private string Problem() => string.Join(' ', problems.Take(MostProblems)) + (problems.Count > MostProblems
        ? string.Create(CultureInfo.InvariantCulture, $" And {problems.Count - MostProblems} more.")
        : "");

    private static string ShownName(string name) => $"\"{Shown(name)}\"";
}
