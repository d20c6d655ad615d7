using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Hosting;

namespace HubAutomation.Local.Host.Http;

/// <summary>
/// The keys that callers show, kept in the state folder in a file that only its owner may read. Made at the first start.
/// </summary>
internal sealed class FunctionKeys
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private const string ExtensionKey = "durabletask_extension";

    private readonly KeyFile _keys;

    private FunctionKeys(KeyFile keys) => _keys = keys;

    /// <summary>The key that admits to everything.</summary>
    public string Master => _keys.Master;

    /// <summary>The key of the durable HTTP API.</summary>
    public string DurableTaskKey => _keys.System[ExtensionKey];

    /// <summary>The keys of the state folder, with new ones for functions that had none.</summary>
    /// <exception cref="HostStartException">The file does not hold them.</exception>
    public static FunctionKeys Load(string stateFolder, IEnumerable<string> functions)
    {
        var path = Path.Combine(stateFolder, "keys.json");
        var keys = File.Exists(path) ? Read(path) : KeyFile.New();
        var missing = functions.Where(f => !keys.Functions.ContainsKey(f)).ToList();
        missing.ForEach(f => keys.Functions[f] = new() { ["default"] = KeyFile.NewKey() });
        if (missing.Count > 0 || !File.Exists(path))
        {
            Write(path, JsonSerializer.Serialize(keys, Format));
        }

        return new FunctionKeys(keys);
    }

    /// <summary>What a key opens: the master key everything, the others their own kind.</summary>
    /// <param name="key">The key shown.</param>
    /// <param name="function">The function asked for; null when it is none.</param>
    public AccessLevel LevelOf(string key, string? function)
    {
        if (Same(key, _keys.Master))
        {
            return AccessLevel.Admin;
        }

        if (_keys.System.Values.Any(k => Same(key, k)))
        {
            return AccessLevel.System;
        }

        var own = function is not null && _keys.Functions.TryGetValue(function, out var keys) ? keys.Values : Enumerable.Empty<string>();
        return _keys.Host.Values.Concat(own).Any(k => Same(key, k)) ? AccessLevel.Function : AccessLevel.Anonymous;
    }

    private static KeyFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<KeyFile>(File.ReadAllText(path), Format) is { IsWhole: true } keys ? keys : throw Broken("it does not hold the keys of a host", null);
        }
        catch (JsonException error)
        {
            throw Broken($"it is not as it was written, look at {JsonPlace.Of(error)}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Broken(error.Message, error);
        }

        HostStartException Broken(string why, Exception? error) => new(
            $"The keys in {path} cannot be read: {why.TrimEnd('.')}. Bring the file back, or move it away and start again with new keys.", error);
    }

    // In constant time, so that a key cannot be found letter by letter.
    private static bool Same(string shown, string kept)
        => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(kept));

    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path + ".new", options);
        writer.Write(text);
        writer.Close();
        File.Move(path + ".new", path, overwrite: true);
    }

    private sealed record KeyFile(
        string Master,
        Dictionary<string, string> Host,
        Dictionary<string, string> System,
        Dictionary<string, Dictionary<string, string>> Functions)
    {
        // What JSON leaves out is null, whatever the type says.
        public bool IsWhole => !string.IsNullOrEmpty(Master) && Host is not null && Functions is not null && Functions.Values.All(own => own is not null)
            && System?.ContainsKey(ExtensionKey) == true;

        public static KeyFile New() => new(
            NewKey(), new() { ["default"] = NewKey() }, new() { [ExtensionKey] = NewKey() }, []);

        public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(40)).Replace('+', '-').Replace('/', '_');
    }
}
