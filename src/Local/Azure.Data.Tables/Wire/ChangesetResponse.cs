using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>The answer to one action, as it stands in the answer to a transaction.</summary>
internal sealed class ChangesetResponse : Response
{
    private readonly Dictionary<string, List<string>> headers = new(StringComparer.OrdinalIgnoreCase);

    private ChangesetResponse(int status, string reason)
    {
        Status = status;
        ReasonPhrase = reason;
    }

    public override int Status { get; }

    public override string ReasonPhrase { get; }

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public override bool IsError => Status >= 400;

    /// <summary>All answers in the order of the actions; only one where the service refused the transaction.</summary>
    /// <exception cref="InvalidDataException">The body is not what a transaction is answered with.</exception>
    public static IReadOnlyList<Response> ReadAll(Response transaction)
    {
        var lines = transaction.Content.ToString().Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var responses = new List<Response>();
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
                responses.Add(Read(lines, ref i, transaction.ClientRequestId));
        return responses.Count > 0 ? responses : throw new InvalidDataException("The answer to a transaction holds no answer to an action.");
    }

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
        headers.Select(header => new HttpHeader(header.Key, string.Join(',', header.Value)));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = headers.TryGetValue(name, out var values) ? string.Join(',', values) : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = headers.GetValueOrDefault(name);
        return values is not null;
    }

    /// <summary>Reads status line, headers and body; leaves the position at the boundary that ends them.</summary>
    private static ChangesetResponse Read(string[] lines, ref int i, string clientRequestId)
    {
        var status = lines[i].Split(' ', 3);
        var response = new ChangesetResponse(int.Parse(status[1], CultureInfo.InvariantCulture), status.ElementAtOrDefault(2) ?? "") { ClientRequestId = clientRequestId };
        for (i++; i < lines.Length && lines[i].Length > 0; i++)
            if (lines[i].Split(':', 2, StringSplitOptions.TrimEntries) is [var name, var value])
                response.Header(name).Add(value);
        var body = new StringBuilder();
        for (; i < lines.Length && !lines[i].StartsWith("--", StringComparison.Ordinal); i++)
            body.Append(lines[i]).Append('\n');
        response.ContentStream = new MemoryStream(Encoding.UTF8.GetBytes(body.ToString().Trim()));
        return response;
    }

    private List<string> Header(string name)
    {
        if (!headers.TryGetValue(name, out var values))
            headers[name] = values = [];
        return values;
    }
}
