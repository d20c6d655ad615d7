using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>
/// The port where the app answers, taken before anything else: a port that is in use is told at once, the app knows its address before
/// it starts, and whoever calls early waits.
/// </summary>
internal sealed class PublicSocket : IDisposable
{
    private readonly Socket socket;

    private PublicSocket(Socket socket) => this.socket = socket;

    /// <summary>Where it listens, with the port that it got.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)socket.LocalEndPoint!;

    /// <summary>The address for somebody on this machine.</summary>
    public Uri Address => new($"http://{HostName}/");

    /// <summary>Host and port for somebody on this machine.</summary>
    public string HostName => EndPoint.Address.Equals(IPAddress.Any) || EndPoint.Address.Equals(IPAddress.IPv6Any)
        ? $"localhost:{EndPoint.Port}"
        : EndPoint.ToString();

    /// <exception cref="HostStartException">Somebody else has the port, or there is no such address.</exception>
    public static PublicSocket Listen(IPAddress address, int port)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(address, port));
            socket.Listen();
            return new PublicSocket(socket);
        }
        catch (SocketException error)
        {
            socket?.Dispose();
            throw new HostStartException(
                error.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"Port {port} is in use: stop what listens there, or choose another with --port."
                    : $"Cannot listen on {address}:{port}: {error.Message}",
                error);
        }
    }

    /// <summary>The socket, for the web server to accept from.</summary>
    public Socket Take() => socket;

    public void Dispose() => socket.Dispose();
}
