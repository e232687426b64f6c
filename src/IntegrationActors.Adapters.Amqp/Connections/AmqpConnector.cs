using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Amqp;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>Makes the connections of one channel: (1) credentials; (2) TCP, TLS or WebSocket; (3) SASL and <c>open</c>, by the library.</summary>
internal sealed class AmqpConnector(AmqpChannelOptions options, IFlowContext context)
{
    private const string SubProtocol = "amqp";

    public AmqpChannelOptions Options => options;

    /// <summary>The tokens for the handshake; null when the channel fetches none.</summary>
    public ChannelTokens? Tokens { get; } = options.Token is { } token
        ? new ChannelTokens(token, options.HandshakeCredential!, context) { TrustedCertificates = options.TrustedCertificates, Proxy = options.Proxy, Timeout = options.Timeout }
        : null;

    /// <summary>The host without the brackets in which addresses of version 6 stand, as in a URL.</summary>
    public string Name => options.Host.Trim('[', ']');

    /// <summary>Connects and logs in.</summary>
    /// <param name="containerId">As whom; brokers keep durable subscriptions by it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="Core.Exchanges.FaultException">IA3820, IA3825 to IA3828, IA3880 to IA3884, IA3887.</exception>
    public ValueTask<AmqpConnection> ConnectAsync(string containerId, CancellationToken cancel) => Tokens is null
        ? ConnectAsync(containerId, null, cancel)
        : Tokens.UseAsync(token => ConnectAsync(containerId, token, cancel), IsOfHandshake, cancel);

    /// <summary>Who logs in, and whom the channel trusts, as of now.</summary>
    /// <param name="token">What goes along with the handshake, where the channel fetches tokens; null: nothing yet.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="Core.Exchanges.FaultException">IA3883, IA3820: a credential is missing or of another kind.</exception>
    public async ValueTask<AmqpAccess> AccessAsync(AccessToken? token, CancellationToken cancel) => new(
        await AmqpLogin.FindAsync(options, token, context.Credentials, cancel),
        await ServerTrust.FindAsync(options.TrustedCertificates, context.Credentials, cancel));

    /// <summary>Makes what carries the frames.</summary>
    /// <param name="access">Who comes, and whom it trusts.</param>
    /// <param name="limit">Ends with the time for the whole connection.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="Core.Exchanges.FaultException">IA3880 to IA3882.</exception>
    public async ValueTask<AmqpTransport> CarryAsync(AmqpAccess access, CancellationToken limit, CancellationToken cancel)
    {
        try
        {
            return options.Transport == AmqpTransportKind.Tcp ? await TcpAsync(access.Login, access.Trust, limit) : await WebSocketAsync(access.Login, access.Trust, limit);
        }
        catch (Exception e)
        {
            cancel.ThrowIfCancellationRequested();
            throw Judge(e, access, limit);
        }
    }

    /// <summary>Logs in over a transport, which is closed when that fails.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3880, IA3882, IA3884, IA3887.</exception>
    public async ValueTask<AmqpConnection> OpenAsync(AmqpTransport transport, AmqpAccess access, string containerId, CancellationToken limit, CancellationToken cancel)
    {
        try
        {
            return await OpenAsync(transport, access.Login, containerId, limit);
        }
        catch (Exception e)
        {
            transport.Close();
            cancel.ThrowIfCancellationRequested();
            throw Judge(e, access, limit);
        }
    }

    private async ValueTask<AmqpConnection> ConnectAsync(string containerId, AccessToken? token, CancellationToken cancel)
    {
        var access = await AccessAsync(token, cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Timeout);
        var transport = await CarryAsync(access, limit.Token, cancel);
        return await OpenAsync(transport, access, containerId, limit.Token, cancel);
    }

    // A refusal of AMQP itself is about the token only where no user logs in there.
    private bool IsOfHandshake(Fault fault) => fault.Code == AmqpFaults.LoginRefused && (options.Credential is null || fault.Cause is WebSocketException);

    private Exception Judge(Exception exception, AmqpAccess access, CancellationToken limit) =>
        limit.IsCancellationRequested ? AmqpFaults.Late(options.Shown, options.Timeout) : AmqpFaults.OfConnect(exception, options.Shown, access.Trust.Refusal) ?? exception;

    private async ValueTask<AmqpConnection> OpenAsync(AmqpTransport transport, AmqpLogin login, string containerId, CancellationToken limit)
    {
        using var provider = new ReadyTransport(transport);
        var factory = new ConnectionFactory([provider]);
        factory.SASL.Profile = login.Sasl;
        factory.AMQP.ContainerId = containerId;
        factory.AMQP.HostName = options.VirtualHost ?? Name;
        factory.AMQP.MaxFrameSize = IncomingFrames.LargestFrame;

        // The library asks the broker for a sign of life in half of it, and gives up after it without saying that nothing came. The transport comes first and says so.
        factory.AMQP.IdleTimeout = (int)(options.IdleTimeout * 1.25).TotalMilliseconds;

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
