using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Probing;

/// <summary>Tests the way to a server: its name, then its port.</summary>
public static class NetworkProbe
{
    private const string NoName = "IA3943";
    private const string NoConnection = "IA3944";

    /// <summary>Whether a host has an address and somebody listens there. Ends behind the first that failed.</summary>
    public static async IAsyncEnumerable<ProbeStep> ReachAsync(string host, int port, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancel)
    {
        IPAddress[] addresses = [];
        var name = await LayerProbe.TestAsync(ProbeLayers.Name, async () =>
        {
            addresses = await ResolveAsync(host, timeout, cancel);
            return $"{host} is {string.Join(", ", addresses.Select(address => address.ToString()))}";
        });
        yield return name;
        if (name.Outcome == ProbeOutcome.Passed)
        {
            yield return await LayerProbe.TestAsync(ProbeLayers.Tcp, async () =>
            {
                using var client = await ConnectAsync(host, port, addresses, timeout, cancel);
                return $"{Shown(client.Client.RemoteEndPoint)} takes connections";
            });
        }
    }

    /// <summary>A connection.</summary>
    /// <exception cref="FaultException">IA3944.</exception>
    internal static async ValueTask<TcpClient> ConnectAsync(string host, int port, IPAddress[] addresses, TimeSpan timeout, CancellationToken cancel)
    {
        var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(timeout);
        try
        {
            await (addresses.Length == 0 ? client.ConnectAsync(host, port, limit.Token) : client.ConnectAsync(addresses, port, limit.Token));
            return client;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            client.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw NotConnected(string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"), timeout, e);
        }
    }

    // Sockets for both versions of IP show addresses of version 4 in the form of version 6.
    private static EndPoint? Shown(EndPoint? place) => place is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port) : place;

    private static FaultException NotConnected(string place, TimeSpan timeout, Exception cause) => cause switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new FaultException(
            NoConnection, $"{place} refused the connection.", "The host is up, but nothing listens at this port: check the port, and that the server runs.", cause),
        SocketException => new FaultException(NoConnection, $"{place} can't be reached: {cause.Message}", "Check the network between this node and the host, its routes and firewalls.", cause),
        _ => new FaultException(NoConnection, $"{place} did not answer within {Duration.Format(timeout)}.", "A firewall that drops what is sent looks like this; so does a wrong address.", cause),
    };

    private static async ValueTask<IPAddress[]> ResolveAsync(string host, TimeSpan timeout, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(timeout);
        try
        {
            return await Dns.GetHostAddressesAsync(host, limit.Token) is { Length: > 0 } addresses ? addresses : throw NotFound(host, "it has no address", null);
        }
        catch (SocketException e)
        {
            throw NotFound(host, e.Message, e);
        }
        catch (OperationCanceledException e)
        {
            cancel.ThrowIfCancellationRequested();
            throw NotFound(host, $"no answer within {Duration.Format(timeout)}", e);
        }
    }

    private static FaultException NotFound(string host, string why, Exception? cause) => new(
        NoName, $"The name '{host}' was not found: {why}.", "Check how it is written, and the name servers of the node that runs the flow.", cause);
}
