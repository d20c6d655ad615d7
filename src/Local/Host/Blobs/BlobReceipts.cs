using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using HubAutomation.Local.Host.State;

namespace HubAutomation.Local.Host.Blobs;

/// <summary>How far a function has got with a blob.</summary>
internal enum ReceiptState
{
    /// <summary>A try has begun and not ended; after a crash this counts as a failed try.</summary>
    Running,

    /// <summary>The function has run.</summary>
    Done,

    /// <summary>Every try failed; the blob is left alone until it is replaced.</summary>
    Poison,
}

/// <summary>How far a function has got with the newest version of a blob that it was started for.</summary>
internal sealed class BlobReceipt(string etag, ReceiptState state, int attempts)
{
    // Read by listings while runs change the rest: the last to be written when a run ends.
    private volatile bool _inHand;

    public string ETag { get; set; } = etag;

    public ReceiptState State { get; set; } = state;

    public int Attempts { get; set; } = attempts;

    /// <summary>How many workers have ended in the middle of a try, since this process began.</summary>
    public int WorkersLost { get; set; }

    /// <summary>Whether this process is busy with the blob, in a run or waiting for the next try.</summary>
    public bool InHand
    {
        get => _inHand;
        set => _inHand = value;
    }

    /// <summary>The last listing that had the blob.</summary>
    public int SeenIn { get; set; }
}

/// <summary>A blob that a function has given up.</summary>
/// <param name="Function">The function.</param>
/// <param name="Container">The container.</param>
/// <param name="Blob">The blob's name.</param>
/// <param name="ETag">The version.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">Why the last try failed.</param>
/// <param name="Updated">When it was given up.</param>
internal sealed record PoisonBlob(string Function, string Container, string Blob, string ETag, int Attempts, string? Error, DateTimeOffset Updated);

/// <summary>
/// One function's receipts for one container: in the state folder, so that a blob is done once through restarts, and in
/// memory, so that thousands of unchanged blobs cost no more than their listing.
/// </summary>
internal sealed class BlobReceipts
{
    private readonly HostState _state;
    private readonly string _function;
    private readonly string _container;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, BlobReceipt> _receipts;

    public BlobReceipts(HostState state, string function, string container, TimeProvider time)
    {
        (_state, _function, _container, _time) = (state, function, container, time);
        _receipts = new(
            state.Query(
                "SELECT blob, etag, state, attempts FROM blob_receipts WHERE function = $1 AND container = $2",
                row => KeyValuePair.Create(
                    row.GetString(0), new BlobReceipt(row.GetString(1), Enum.Parse<ReceiptState>(row.GetString(2)), row.GetInt32(3))),
                function,
                container),
            StringComparer.Ordinal);
    }

    public BlobReceipt? Find(string blob) => _receipts.GetValueOrDefault(blob);

    /// <summary>Takes a version of a blob in hand; tries of an earlier version no longer count.</summary>
    public BlobReceipt Take(string blob, ETag etag)
    {
        var receipt = _receipts.GetOrAdd(blob, static (_, etag) => new BlobReceipt(etag, ReceiptState.Running, 0), etag.ToString());
        if (receipt.ETag != etag.ToString())
        {
            (receipt.ETag, receipt.Attempts, receipt.WorkersLost) = (etag.ToString(), 0, 0);
        }

        (receipt.State, receipt.InHand) = (ReceiptState.Running, true);
        return receipt;
    }

    /// <summary>Writes that a try begins, before it does.</summary>
    public void Begin(string blob, BlobReceipt receipt)
    {
        receipt.Attempts++;
        Write(blob, receipt, null);
    }

    public void Complete(string blob, BlobReceipt receipt)
    {
        receipt.State = ReceiptState.Done;
        Write(blob, receipt, null);
        receipt.InHand = false;
    }

    public void GiveUp(string blob, BlobReceipt receipt, string error)
    {
        receipt.State = ReceiptState.Poison;
        Write(blob, receipt, error);
        receipt.InHand = false;
    }

    /// <summary>Writes that the try that has begun does not count.</summary>
    public void Uncount(string blob, BlobReceipt receipt)
    {
        receipt.Attempts--;
        Write(blob, receipt, null);
    }

    /// <summary>Forgets the blobs that a complete listing no longer had.</summary>
    public void ForgetUnseen(int listing)
    {
        foreach (var (blob, receipt) in _receipts)
        {
            if (receipt.SeenIn != listing && !receipt.InHand && _receipts.TryRemove(blob, out _))
            {
                _state.Execute("DELETE FROM blob_receipts WHERE function = $1 AND container = $2 AND blob = $3", _function, _container, blob);
            }
        }
    }

    /// <summary>All blobs given up, of all functions.</summary>
    public static List<PoisonBlob> Poison(HostState state) => state.Query(
        "SELECT function, container, blob, etag, attempts, error, updated FROM blob_receipts WHERE state = 'Poison' ORDER BY function, container, blob",
        row => new PoisonBlob(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4),
            row.IsDBNull(5) ? null : row.GetString(5), new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero)));

    private void Write(string blob, BlobReceipt receipt, string? error) => _state.Execute(
        "INSERT OR REPLACE INTO blob_receipts (function, container, blob, etag, state, attempts, error, updated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        _function, _container, blob, receipt.ETag, receipt.State.ToString(), receipt.Attempts, error, _time.GetUtcNow().UtcTicks);
}

/// <summary>The poison messages, one JSON object a line, with the fields of the real host's queue messages.</summary>
internal sealed class PoisonStore(string stateFolder)
{
    private readonly Lock _lock = new();
    private readonly string _path = Path.Combine(stateFolder, "webjobs-blobtrigger-poison.jsonl");

    public void Add(string functionId, string container, string blob, string etag)
    {
        var line = JsonSerializer.Serialize(new { FunctionId = functionId, BlobType = "BlockBlob", ContainerName = container, BlobName = blob, ETag = etag });
        lock (_lock)
        {
            File.AppendAllText(_path, line + "\n");
        }
    }
}
