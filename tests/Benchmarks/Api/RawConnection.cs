using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HubAutomation.Benchmarks.Api;

/// <summary>
/// A connection to a web server on this machine, for one request after another. Written on a bare socket, since it shares the machine
/// with what is measured.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] answer = new byte[16 * 1024];

    private RawConnection()
    {
    }

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection();
        await connection.socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return connection;
    }

    /// <summary>A request without a body.</summary>
    /// <param name="address">The server.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="headers">Further headers, each with its line end.</param>
    public static byte[] Request(Uri address, string method, string path, string headers = "") =>
        Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: 0\r\n{headers}\r\n");

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <exception cref="InvalidOperationException">The answer was not 200.</exception>
    public async Task AskAsync(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        var length = 0;
        do
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length));
            length = read > 0 ? length + read : throw new InvalidOperationException("The server closed the connection.");
        }
        while (!IsWhole(answer.AsSpan(0, length)));
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        if (!answer.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException($"The server answered: {Encoding.ASCII.GetString(answer)}");
        }

        var at = answer.IndexOf("Content-Length: "u8);
        if (at < 0 || at > end)
        {
            return answer.EndsWith("\r\n0\r\n\r\n"u8);
        }

        var number = answer[(at + 16)..];
        return answer.Length >= end + 4 + int.Parse(number[..number.IndexOf((byte)'\r')], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
