using System.Globalization;
using System.Text.Json;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>
/// local.settings.json as the Core Tools read it: Values become settings and environment variables, ConnectionStrings
/// settings below that name, Host.LocalHttpPort the port. Where there is none, local.settings.sample.json is read.
/// </summary>
internal sealed record LocalSettings(string? Path, IReadOnlyDictionary<string, string?> Values, IReadOnlyDictionary<string, string?> Settings, int? Port)
{
    private static readonly string[] Names = ["local.settings.json", "local.settings.sample.json"];

    /// <summary>The settings nearest to where the user stands: that folder, then the app's and the folders above it.</summary>
    /// <exception cref="HostStartException">The file is encrypted or not JSON.</exception>
    public static LocalSettings Find(string currentFolder, string appFolder)
    {
        var folders = Ancestors(appFolder).Prepend(currentFolder).ToList();
        var path = Names.SelectMany(name => folders.Select(folder => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return path is null ? new LocalSettings(null, Empty(), Empty(), null) : Read(path, TextOf(path));
    }

    /// <exception cref="HostStartException">The text is encrypted or not JSON.</exception>
    public static LocalSettings Read(string path, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new HostStartException($"{path} is no JSON object: settings stand in {{ \"Values\": {{ … }} }}.");
            }

            if (json.RootElement.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
            {
                throw new HostStartException($"{path} is encrypted, which only the Core Tools can read: decrypt it with 'func settings decrypt'.");
            }

            var values = Strings(json.RootElement, "Values");
            var settings = values.ToDictionary(v => v.Key.Replace("__", ":", StringComparison.Ordinal), v => v.Value, StringComparer.OrdinalIgnoreCase);
            foreach (var (name, value) in Strings(json.RootElement, "ConnectionStrings"))
            {
                settings[$"ConnectionStrings:{name}"] = value;
            }

            return new LocalSettings(path, values, settings, PortIn(json.RootElement, path));
        }
        catch (JsonException error)
        {
            throw new HostStartException($"{path} is not JSON: look at {JsonPlace.Of(error)}.", error);
        }
    }

    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"{path} cannot be read: {error.Message}", error);
        }
    }

    private static int? PortIn(JsonElement root, string path) =>
        Strings(root, "Host").GetValueOrDefault("LocalHttpPort") is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && HostSetup.IsPort(port) ? port
        : throw new HostStartException($"{path}: 'LocalHttpPort' is {text}, which is no port: give a number from 1 to 65535.");

    private static Dictionary<string, string?> Strings(JsonElement root, string section)
    {
        var strings = Empty();
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(section, out var values) && values.ValueKind == JsonValueKind.Object)
        {
            foreach (var value in values.EnumerateObject().Where(v => v.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)))
            {
                strings[value.Name] = value.Value.ToString();
            }
        }

        return strings;
    }

    private static Dictionary<string, string?> Empty() => new(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }
}
