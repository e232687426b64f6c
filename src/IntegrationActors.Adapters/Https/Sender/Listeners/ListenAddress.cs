using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace IntegrationActors.Adapters.Https.Sender.Listeners;

/// <summary>Where a listener of senders stands, such as <c>http://127.0.0.1:8080</c>.</summary>
public sealed class ListenAddress
{
    private const string Localhost = "localhost";
    private const string Everywhere = "*";

    private readonly string _host;
    private readonly int _port;

    private ListenAddress(string host, int port) => (_host, _port) = (host, port);

    /// <summary>Reads an address.</summary>
    /// <param name="text">What the operator wrote.</param>
    /// <param name="scheme"><c>http</c> or <c>https</c>.</param>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static ListenAddress Parse(string text, string scheme)
    {
        var sample = $"write {scheme}://, then an IP address, localhost, or * for all addresses, and a port: {scheme}://127.0.0.1:8080";
        if (!text.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"'{text}' does not start with {scheme}://; {sample}");
        }

        var address = TryParse(text) ?? throw new FormatException($"'{text}' is no address; {sample}");
        if (address.PathBase.Length > 0)
        {
            throw new FormatException($"'{text}' has a path; {sample}");
        }

        return address.Host is Localhost or Everywhere || IPAddress.TryParse(address.Host.Trim('[', ']'), out _)
            ? new ListenAddress(address.Host.Trim('[', ']'), address.Port)
            : throw new FormatException($"'{text}' names a host; {sample}");
    }

    /// <summary>Opens the listener when the server starts.</summary>
    public void Listen(KestrelServerOptions server, Action<ListenOptions> configure)
    {
        switch (_host)
        {
            case Everywhere:
                server.ListenAnyIP(_port, configure);
                break;
            case Localhost when _port > 0:
                server.ListenLocalhost(_port, configure);
                break;
            case Localhost:
                server.Listen(IPAddress.Loopback, _port, configure);
                break;
            default:
                server.Listen(IPAddress.Parse(_host), _port, configure);
                break;
        }
    }

    private static BindingAddress? TryParse(string text)
    {
        try
        {
            return BindingAddress.Parse(text) is { IsUnixPipe: false, Port: >= 0 and <= IPEndPoint.MaxPort } address ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
