namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>An item of a list, or what is left of it.</summary>
/// <param name="Changed">The list's number when it last changed.</param>
/// <param name="Version">Counts its changes from 1.</param>
/// <param name="CreatedAt">When it was first seen.</param>
/// <param name="ModifiedAt">When it was last seen changed.</param>
/// <param name="Fields">What it holds, a JSON object; null when it was deleted.</param>
internal sealed record ListItem(long Changed, int Version, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt, string? Fields);

/// <summary>
/// A list and what became of its items. Every change of the list gets a number, so that who has seen one number can be told what
/// changed since.
/// </summary>
/// <param name="Epoch">Another one when the history has been lost: numbers from before mean nothing then.</param>
/// <param name="Number">The number of the last change.</param>
/// <param name="Items">All items by their id, the deleted ones too.</param>
internal sealed record ListHistory(string Epoch, long Number, IReadOnlyDictionary<int, ListItem> Items)
{
    public static ListHistory Begin() => new(Guid.NewGuid().ToString("N")[..8], 0, new Dictionary<int, ListItem>());

    /// <summary>The ids and items that there are, by id.</summary>
    public IEnumerable<KeyValuePair<int, ListItem>> Present => Items.Where(i => i.Value.Fields is not null).OrderBy(i => i.Key);

    /// <summary>What changed after one number and up to another, by id; items that came and went are told as deleted.</summary>
    public IEnumerable<KeyValuePair<int, ListItem>> Between(long since, long upTo) => Items
        .Where(i => i.Value.Changed > since && i.Value.Changed <= upTo && (since > 0 || i.Value.Fields is not null))
        .OrderBy(i => i.Key);

    /// <summary>The history when the list is as given; this one when nothing changed.</summary>
    /// <param name="fields">The fields of each item, by its id.</param>
    /// <param name="now">The time of the change.</param>
    public ListHistory After(IReadOnlyDictionary<int, string> fields, DateTimeOffset now)
    {
        var number = Number + 1;
        var changed = new Dictionary<int, ListItem>();
        foreach (var (id, present) in fields)
        {
            var known = Items.GetValueOrDefault(id);
            if (known?.Fields != present)
            {
                changed[id] = new ListItem(number, (known?.Version ?? 0) + 1, known?.CreatedAt ?? now, now, present);
            }
        }

        foreach (var (id, gone) in Present.Where(i => !fields.ContainsKey(i.Key)))
        {
            changed[id] = gone with { Changed = number, ModifiedAt = now, Fields = null };
        }

        return changed.Count == 0 ? this : this with
        {
            Number = number,
            Items = Items.Where(i => !changed.ContainsKey(i.Key)).Concat(changed).ToDictionary(),
        };
    }
}
