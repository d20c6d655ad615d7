using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HubAutomation.Benchmarks.Api;

/// <summary>
/// Sends the same request over and over on a few connections. Written on bare sockets, since it shares the machine with what it
/// measures.
/// </summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Latencies">Of each answer, in seconds, sorted.</param>
internal sealed record HttpLoad(double Seconds, double[] Latencies)
{
    public double PerSecond => Latencies.Length / Seconds;

    public double Median => Latencies[Latencies.Length / 2];

    public double NinetyNinth => Latencies[Latencies.Length * 99 / 100];

    /// <exception cref="InvalidOperationException">An answer was not 200.</exception>
    public static async Task<HttpLoad> RunAsync(Uri address, string method, string path, int connections, int requests)
    {
        var request = Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: 0\r\n\r\n");
        var watch = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => SendAsync(address, request, requests / connections))));
        return new HttpLoad(watch.Elapsed.TotalSeconds, [.. latencies.SelectMany(l => l).Order()]);
    }

    private static async Task<double[]> SendAsync(Uri address, byte[] request, int count)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        var latencies = new double[count];
        var answer = new byte[16 * 1024];
        for (var i = 0; i < count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await socket.SendAsync(request);
            var length = 0;
            do
            {
                var read = await socket.ReceiveAsync(answer.AsMemory(length));
                length = read > 0 ? length + read : throw new InvalidOperationException("The server closed the connection.");
            }
            while (!IsWhole(answer.AsSpan(0, length)));
            latencies[i] = Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        return latencies;
    }

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
