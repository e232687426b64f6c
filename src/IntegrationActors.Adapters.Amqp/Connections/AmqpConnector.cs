using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Amqp;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>Makes the connections of one channel: (1) credentials; (2) TCP, TLS or WebSocket; (3) SASL and <c>open</c>, by the library.</summary>
internal sealed class AmqpConnector(AmqpChannelOptions options, IFlowContext context)
{
    private const string SubProtocol = "amqp";

    // Addresses of version 6 stand in brackets, as in a URL.
    private string Name => options.Host.Trim('[', ']');

    /// <summary>Connects and logs in.</summary>
    /// <param name="containerId">As whom; brokers keep durable subscriptions by it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="Core.Exchanges.FaultException">IA3820, IA3880 to IA3884, IA3887.</exception>
    public async ValueTask<AmqpConnection> ConnectAsync(string containerId, CancellationToken cancel)
    {
        var login = await AmqpLogin.FindAsync(options, context.Credentials, cancel);                                // 1
        var trust = await ServerTrust.FindAsync(options.TrustedCertificates, context.Credentials, cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Timeout);
        AmqpTransport? transport = null;
        try
        {
            transport = options.Transport == AmqpTransportKind.Tcp                                                   // 2
                ? await TcpAsync(login, trust, limit.Token)
                : await WebSocketAsync(login, trust, limit.Token);
            return await OpenAsync(transport, login, containerId, limit.Token);                                      // 3
        }
        catch (Exception e)
        {
            transport?.Close();
            cancel.ThrowIfCancellationRequested();
            throw limit.IsCancellationRequested ? AmqpFaults.Late(options.Shown, options.Timeout) : AmqpFaults.OfConnect(e, options.Shown, trust.Refusal) ?? e;
        }
    }

    private async ValueTask<AmqpConnection> OpenAsync(AmqpTransport transport, AmqpLogin login, string containerId, CancellationToken limit)
    {
        using var provider = new ReadyTransport(transport);
        var factory = new ConnectionFactory([provider]);
        factory.SASL.Profile = login.Sasl;
        factory.AMQP.ContainerId = containerId;
        factory.AMQP.HostName = options.VirtualHost ?? Name;
        factory.AMQP.MaxFrameSize = IncomingFrames.LargestFrame;
        factory.AMQP.IdleTimeout = (int)options.IdleTimeout.TotalMilliseconds;

        // The library's login knows no limit of time.
        await using var cut = limit.Register(transport.Close);
        var connection = await factory.CreateAsync(new Address(Name, options.EffectivePort, login.User?.User, login.User?.Password, scheme: ReadyTransport.Scheme), limit);
        return new AmqpConnection(connection, transport, options);
    }

    private async ValueTask<AmqpTransport> TcpAsync(AmqpLogin login, ServerTrust trust, CancellationToken limit)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(Name, options.EffectivePort, limit);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Tls)
            {
                var secure = new SslStream(stream);
                stream = secure;
                await secure.AuthenticateAsClientAsync(Tls(login, trust), limit);
            }

            return new StreamTransport(stream, options.IdleTimeout, Frames());
        }
        catch
        {
            await (stream?.DisposeAsync() ?? default);
            socket.Dispose();
            throw;
        }
    }

    private SslClientAuthenticationOptions Tls(AmqpLogin login, ServerTrust trust) => new()
    {
        TargetHost = Name,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidationCallback = trust.Accepts,
        ClientCertificateContext = login.Certificate is { } own ? SslStreamCertificateContext.Create(own.Certificate, own.Chain, offline: true) : null,
    };

    private async ValueTask<AmqpTransport> WebSocketAsync(AmqpLogin login, ServerTrust trust, CancellationToken limit)
    {
        var socket = new ClientWebSocket();
        try
        {
            Prepare(socket.Options, login, trust);
            await socket.ConnectAsync(new Uri(options.Shown), limit);
            return socket.SubProtocol == SubProtocol
                ? new WebSocketTransport(socket, options.IdleTimeout, Frames())
                : throw new IOException("the server does not speak AMQP over this WebSocket: it did not choose the sub-protocol 'amqp'");
        }
        catch (WebSocketException e) when (socket.HttpStatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            throw AmqpFaults.Login(options.Shown, $"the handshake of the WebSocket got status {(int)status}.", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Prepare(ClientWebSocketOptions socket, AmqpLogin login, ServerTrust trust)
    {
        socket.AddSubProtocol(SubProtocol);
        socket.CollectHttpResponseDetails = true;
        socket.Proxy = options.Proxy is { } proxy
            ? new WebProxy(proxy.Url) { Credentials = login.Proxy is { } user ? new NetworkCredential(user.User, user.Password) : null }
            : null;
        if (options.Tls)
        {
            socket.RemoteCertificateValidationCallback = trust.Accepts;
        }

        if (login.Certificate is { } own)
        {
            socket.ClientCertificates = [own.Certificate, .. own.Chain];
        }

        if (login.Authorization is { } authorization)
        {
            socket.SetRequestHeader("Authorization", authorization);
        }
    }

    private IncomingFrames Frames() => new(options.MaxMessageSize.Bytes);
}
