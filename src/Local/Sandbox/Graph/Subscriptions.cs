using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>All subscriptions; they outlive the sandbox.</summary>
internal sealed class Subscriptions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lock _gate = new();
    private readonly GraphFolder _graph;
    private readonly SiteLists _lists;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Subscription> _kept;

    public Subscriptions(GraphFolder graph, SiteLists lists, TimeProvider time)
    {
        (_graph, _lists, _time) = (graph, lists, time);
        _kept = File.Exists(StateFile)
            ? JsonSerializer.Deserialize<List<Subscription>>(File.ReadAllBytes(StateFile), Json)!.ToDictionary(s => s.Id)
            : [];
    }

    private string StateFile => _graph.StateFile("subscriptions");

    /// <summary>Those that have not ended.</summary>
    public IReadOnlyList<Subscription> All()
    {
        lock (_gate)
        {
            return [.. _kept.Values.Where(IsAlive)];
        }
    }

    public Subscription? Find(string id)
    {
        lock (_gate)
        {
            return _kept.GetValueOrDefault(id) is { } found && IsAlive(found) ? found : null;
        }
    }

    public void Keep(Subscription subscription)
    {
        lock (_gate)
        {
            _kept[subscription.Id] = subscription;
            Save();
        }
    }

    /// <summary>Changes one that has not ended; null when there is none.</summary>
    public Subscription? Change(string id, Func<Subscription, Subscription> change)
    {
        lock (_gate)
        {
            if (Find(id) is not { } found)
            {
                return null;
            }

            _kept[id] = change(found);
            Save();
            return _kept[id];
        }
    }

    /// <summary>Ends one; false when there is none.</summary>
    public bool Remove(string id)
    {
        lock (_gate)
        {
            var wasAlive = Find(id) is not null;
            _kept.Remove(id);
            Save();
            return wasAlive;
        }
    }

    /// <summary>What a resource is like now: another text after every change; null when there is no such resource.</summary>
    /// <exception cref="InvalidDataException">A list's file is no list.</exception>
    public string? StateOf(string resource)
    {
        if (Subscription.ListOf(resource) is { } list)
        {
            return _lists.Look(list.Site, list.List) is { } history ? $"{history.Epoch}-{history.Number}" : null;
        }

        return Subscription.DriveOf(resource) is { } id && _graph.Drive(id) is { } drive
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', drive.All().Select(e => $"{e.Path} {e.ETag}")))))
            : null;
    }

    private bool IsAlive(Subscription subscription) => subscription.ExpirationDateTime > _time.GetUtcNow();

    private void Save() => Whole.Write(StateFile, JsonSerializer.SerializeToUtf8Bytes(_kept.Values.Where(IsAlive).ToList(), Json));
}
