using System.Globalization;
using System.Text.Json;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Text;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>
/// A cursor into a configuration file that notes what is wrong instead of throwing, so that one reading finds every mistake.
/// A value that is wrong comes back as the type's default; the caller discards the whole when problems were noted.
/// </summary>
internal readonly struct JsonNode(JsonElement element, string file, string path, List<SettingsProblem> problems)
{
    /// <summary>A member of an object; an absent one is noted when required.</summary>
    public JsonNode? Member(string name, bool required = true)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            return new JsonNode(value, file, path.Length == 0 ? name : $"{path}.{name}", problems);
        }

        if (required)
        {
            problems.Add(new(file, path.Length == 0 ? name : $"{path}.{name}", "is missing."));
        }

        return null;
    }

    /// <summary>A member that must be text and not blank.</summary>
    public string Text(string name) => Member(name)?.AsText() ?? "";

    /// <summary>A member that may be left out.</summary>
    public string? OptionalText(string name) => Member(name, required: false)?.AsText();

    /// <summary>A whole number that may be left out.</summary>
    public int OptionalNumber(string name, int lowest, int highest, int otherwise)
    {
        if (Member(name, required: false) is not { } node)
        {
            return otherwise;
        }

        return node.AsNumber(lowest, highest);
    }

    /// <summary>A number that may be left out and may have digits after the point.</summary>
    public decimal? OptionalDecimal(string name) => Member(name, required: false)?.AsDecimal();

    /// <summary>A member that must be one of a few words.</summary>
    /// <param name="name">The member.</param>
    /// <param name="allowed">Word → what it means.</param>
    /// <param name="otherwise">What a missing member means; null when it must be there.</param>
    public T OneOf<T>(string name, IReadOnlyDictionary<string, T> allowed, T? otherwise = null)
        where T : struct
    {
        if (Member(name, required: otherwise is null) is not { } node)
        {
            return otherwise ?? default;
        }

        var text = node.AsText();
        if (text.Length > 0 && !allowed.ContainsKey(text))
        {
            node.Note($"\"{text}\" is not allowed. Allowed: {string.Join(", ", allowed.Keys)}.");
        }

        return allowed.GetValueOrDefault(text);
    }

    /// <summary>A member that must be an id.</summary>
    public string Id(string name)
    {
        var text = Text(name);
        if (text.Length > 0 && !Names.IsId(text))
        {
            Note(name, $"\"{text}\" is not an id. Use 1 to 40 lower-case letters, digits and single hyphens.");
        }

        return text;
    }

    /// <summary>A member that must be a date.</summary>
    public LocalDate Date(string name)
    {
        var text = Text(name);
        var date = LocalDatePattern.Iso.Parse(text);
        if (text.Length > 0 && !date.Success)
        {
            Note(name, $"\"{text}\" is not a date like 2026-09-01.");
        }

        return date.Success ? date.Value : default;
    }

    /// <summary>The items of a member that must be a list.</summary>
    public IReadOnlyList<T> List<T>(string name, Func<JsonNode, T> read, bool required = true)
    {
        if (Member(name, required) is not { } node)
        {
            return [];
        }

        return node.Items().Select(read).ToList();
    }

    /// <summary>The members of an object, by name; empty when it is left out.</summary>
    public IReadOnlyList<(string Name, JsonNode Value)> Members(string name)
    {
        if (Member(name, required: false) is not { } node)
        {
            return [];
        }

        return node.Properties();
    }

    /// <summary>Notes every member that is not one of these: a misspelt key must not be ignored silently.</summary>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                Note(property.Name, $"is not known here. Allowed: {string.Join(", ", names!)}.");
            }
        }
    }

    /// <summary>This value as text.</summary>
    public string AsText()
    {
        if (element.ValueKind == JsonValueKind.String && element.GetString()!.Trim() is var text && WholeText.ShowsSomething(text))
        {
            return text;
        }

        Note("must be a text that is not empty.");
        return "";
    }

    /// <summary>This value as a whole number between two others, both allowed.</summary>
    public int AsNumber(int lowest, int highest)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= lowest && number <= highest)
        {
            return number;
        }

        Note(string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {lowest} to {highest}."));
        return 0;
    }

    /// <summary>The items of this value, which must be a list.</summary>
    public IEnumerable<JsonNode> AsItems() => Items();

    /// <summary>This value as a number.</summary>
    public decimal AsDecimal()
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var number))
        {
            return number;
        }

        Note("must be a number.");
        return 0;
    }

    /// <summary>Notes what is wrong with this value.</summary>
    public void Note(string rule) => problems.Add(new(file, path.Length == 0 ? "(the whole file)" : path, rule));

    /// <summary>Notes what is wrong with a member.</summary>
    public void Note(string name, string rule) => problems.Add(new(file, path.Length == 0 ? name : $"{path}.{name}", rule));

    /// <summary>Notes ids of a list that stand more than once.</summary>
    public void NoteRepeats(string list, IEnumerable<string> ids)
    {
        foreach (var repeated in ids.Where(id => id.Length > 0).CountBy(id => id).Where(id => id.Value > 1))
        {
            Note(list, $"the id \"{repeated.Key}\" stands {repeated.Value} times; it must be unique.");
        }
    }

    /// <summary>A member that must be a mail address; null when it may be left out and is.</summary>
    public string? Address(string name, bool required)
    {
        var address = required ? Text(name) : OptionalText(name);
        if (address is { Length: > 0 } && !Addresses.IsAddress(address))
        {
            Note(name, $"\"{address}\" is not a mail address like team@example.gov.uk.");
        }

        return address;
    }

    private IEnumerable<JsonNode> Items()
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Note("must be a list: [ ... ].");
            return [];
        }

        var (at, inFile, to) = (path, file, problems);
        return element.EnumerateArray().Select((item, i) => new JsonNode(item, inFile, $"{at}[{i}]", to));
    }

    private List<(string Name, JsonNode Value)> Properties()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Note("must be an object: { ... }.");
            return [];
        }

        var members = new List<(string, JsonNode)>();
        foreach (var property in element.EnumerateObject())
        {
            members.Add((property.Name, new JsonNode(property.Value, file, $"{path}.{property.Name}", problems)));
        }

        return members;
    }
}
