using System.Buffers;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>
/// The body of an entity group transaction: one changeset in a multipart/mixed message, each part an HTTP request.
/// Source: "Performing entity group transactions" and RFC 2046 section 5.1.
/// </summary>
internal sealed class Changeset
{
    private readonly ArrayBufferWriter<byte> body = new();
    private readonly string batch = $"batch_{Guid.NewGuid()}";
    private readonly string changeset = $"changeset_{Guid.NewGuid()}";

    public Changeset()
    {
        Write($"--{batch}\r\nContent-Type: multipart/mixed; boundary={changeset}\r\n\r\n");
    }

    public string ContentType => $"multipart/mixed; boundary={batch}";

    public void Add(RequestMethod method, Uri address, IEnumerable<(string Name, string Value)> headers, ReadOnlyMemory<byte> content)
    {
        Write($"--{changeset}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
        Write($"{method} {address.AbsoluteUri} HTTP/1.1\r\n");
        foreach (var (name, value) in headers)
            Write($"{name}: {value}\r\n");
        Write("\r\n");
        body.Write(content.Span);
        Write("\r\n");
    }

    /// <summary>Ends the message; can be sent as often as retries need.</summary>
    public RequestContent End()
    {
        Write($"--{changeset}--\r\n--{batch}--\r\n");
        return RequestContent.Create(body.WrittenMemory);
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, body);
}
