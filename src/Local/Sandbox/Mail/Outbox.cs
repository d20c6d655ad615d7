using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using HubAutomation.Local.Sandbox.Mail.Mime;

namespace HubAutomation.Local.Sandbox.Mail;

/// <summary>
/// The mails that were accepted. Each is an <c>.eml</c> that any mail program opens, and beside it, in <c>index</c>, what the service
/// knows of it. Nothing is ever taken for a repetition and left out.
/// </summary>
internal sealed class Outbox
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly ConcurrentDictionary<int, KeptMail> _mails = new();
    private readonly ConcurrentDictionary<string, int> _firstOfOperation = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _folder;
    private readonly string _index;
    private int _last;

    public Outbox(string folder)
    {
        _folder = Path.GetFullPath(folder);
        _index = Directory.CreateDirectory(Path.Combine(_folder, "index")).FullName;
        foreach (var file in Directory.EnumerateFiles(_index, "*.json"))
        {
            Add(Read(file).Mail);
        }

        _last = _mails.IsEmpty ? 0 : _mails.Keys.Max();
    }

    /// <summary>All mails in the order of their acceptance, each beside those before it.</summary>
    public IReadOnlyList<ListedMail> List()
    {
        var operations = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var contents = new Dictionary<string, int>();
        return [.. _mails.Values.OrderBy(m => m.Number).Select(m => new ListedMail(
            m, EarlierThan(m.Number, operations, m.OperationId), EarlierThan(m.Number, contents, m.ContentHash)))];
    }

    public KeptMail? Find(int number) => _mails.GetValueOrDefault(number);

    /// <summary>The mail that an operation brought; the first, where there are several.</summary>
    public KeptMail? FindOperation(string id) => _firstOfOperation.TryGetValue(id, out var number) ? _mails[number] : null;

    public string EmlPath(int number) => Path.Combine(_folder, Name(number) + ".eml");

    /// <summary>What the mail says.</summary>
    public SentMail Load(int number) => Read(IndexPath(number)).Sent;

    /// <summary>Keeps a mail. Once the index tells of it, it is accepted; a mail without one is overwritten.</summary>
    public KeptMail Keep(SentMail sent, string operationId, Fate fate, DateTimeOffset at)
    {
        var mail = new KeptMail(
            Interlocked.Increment(ref _last), operationId, at, fate, sent.SenderAddress!,
            [.. sent.Everybody.Select(a => a.Address!)], sent.Content!.Subject!, HashOf(sent));
        Write(EmlPath(mail.Number), EmlWriter.Write(sent, mail));
        Write(IndexPath(mail.Number), JsonSerializer.SerializeToUtf8Bytes(new Entry(mail, sent), Json));
        Add(mail);
        return mail;
    }

    private void Add(KeptMail mail)
    {
        _mails[mail.Number] = mail;
        _firstOfOperation.AddOrUpdate(mail.OperationId, mail.Number, (_, known) => Math.Min(known, mail.Number));
    }

    private static int? EarlierThan(int number, Dictionary<string, int> firsts, string key) =>
        firsts.TryAdd(key, number) ? null : firsts[key];

    private static string HashOf(SentMail sent) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(sent, SentMail.Json)).AsSpan(0, 8));

    private static Entry Read(string file) => JsonSerializer.Deserialize<Entry>(File.ReadAllBytes(file), Json)!;

    private static void Write(string path, byte[] content)
    {
        // Renamed into place, so that a process that is killed leaves no half of a file under its name.
        var temporary = path + ".part";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }

    private string IndexPath(int number) => Path.Combine(_index, Name(number) + ".json");

    private static string Name(int number) => number.ToString("D6", CultureInfo.InvariantCulture);

    private sealed record Entry(KeptMail Mail, SentMail Sent);
}
