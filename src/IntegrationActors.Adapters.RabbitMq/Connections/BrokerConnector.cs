using System.Net.Security;
using System.Net.Sockets;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Connections;

/// <summary>Makes the connections of one channel. Credentials are read for each, so a rotated secret holds at once.</summary>
/// <param name="options">How the broker is reached.</param>
/// <param name="context">The flow.</param>
/// <param name="channel">Names the channel among the connections that the broker lists.</param>
/// <param name="largest">Largest body that the broker may send, in bytes.</param>
internal sealed class BrokerConnector(RabbitMqChannelOptions options, IFlowContext context, string channel, uint largest)
{
    private readonly BrokerAddress[] _addresses = [.. options.Hosts.Select(host => BrokerAddress.Parse(host, options.Tls))];

    /// <summary>The broker, for people who have no connection yet.</summary>
    public string Shown => Name(_addresses[0]);

    public RabbitMqChannelOptions Options => options;

    /// <summary>The nodes of the broker, as the channel names them.</summary>
    public IReadOnlyList<BrokerAddress> Addresses => _addresses;

    /// <summary>Where large bodies go.</summary>
    public PayloadSpool Spool => context.Spool;

    /// <summary>Connects to one of the hosts and logs in; when one can't be reached, the others are tried, in an order by chance.</summary>
    /// <exception cref="FaultException">IA3900 to IA3904.</exception>
    public async ValueTask<BrokerConnection> ConnectAsync(CancellationToken cancel)
    {
        var access = await AccessAsync(cancel);
        var failures = new List<Fault>();
        foreach (var address in _addresses.OrderBy(_ => Random.Shared.Next()))
        {
            try
            {
                return await ConnectAsync(address, access, cancel);
            }
            catch (FaultException e) when (e.Fault.Code is RabbitMqFaults.Unreachable or RabbitMqFaults.Certificate)
            {
                failures.Add(e.Fault);
            }
        }

        throw new FaultException(failures.Count == 1 ? failures[0] : failures[0] with { Message = string.Join(' ', failures.Select(failure => failure.Message)) });
    }

    /// <summary>Who logs in, as of now.</summary>
    /// <exception cref="FaultException">IA3820, IA3904: a credential is missing or of another kind.</exception>
    public async ValueTask<BrokerAccess> AccessAsync(CancellationToken cancel) => new(
        await BrokerLogin.FindAsync(options.Credential, context.Credentials, cancel),
        await ClientCertificate.FindAsync(options.ClientCertificate, context.Credentials, cancel));

    /// <summary>Whom the channel trusts, as of now; null without TLS. Judges one connection.</summary>
    /// <exception cref="FaultException">IA3820: a certificate is missing.</exception>
    public async ValueTask<ServerTrust?> TrustAsync(CancellationToken cancel) => options.Tls ? await ServerTrust.FindAsync(options.TrustedCertificates, context.Credentials, cancel) : null;

    /// <summary>Connects to one host and logs in.</summary>
    /// <exception cref="FaultException">IA3900 to IA3904.</exception>
    public async ValueTask<BrokerConnection> ConnectAsync(BrokerAddress address, BrokerAccess access, CancellationToken cancel)
    {
        var trust = await TrustAsync(cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Timeout);
        Socket? socket = null;
        try
        {
            var endpoint = new AmqpTcpEndpoint(address.Host, address.Port, TlsOf(address, trust, access.Certificate), largest);
            var factory = FactoryOf(access.Login);
            factory.SocketFactory = family => new TcpClientAdapter(socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });

            // The library's way out waits for an answer, too.
            await using var cut = limit.Token.Register(() => socket?.Dispose());
            return new BrokerConnection(await factory.CreateConnectionAsync([endpoint], limit.Token), socket!, Name(address), options.Timeout);
        }
        catch (Exception e)
        {
            socket?.Dispose();
            cancel.ThrowIfCancellationRequested();
            var fault = limit.IsCancellationRequested ? RabbitMqFaults.Late(Name(address), options.Timeout, e) : RabbitMqFaults.OfConnect(e, Name(address), options, trust?.Refusal);
            throw fault is null ? e : new FaultException(fault);
        }
    }

    /// <summary>Node and virtual host, for people.</summary>
    public string Name(BrokerAddress address) => options.VirtualHost == "/" ? $"{address}" : $"{address}/{options.VirtualHost}";

    private ConnectionFactory FactoryOf(BrokerLogin login)
    {
        var factory = new ConnectionFactory
        {
            VirtualHost = options.VirtualHost,
            ClientProvidedName = $"{context.Flow.Tenant}/{context.Flow.Flow}/{channel}",
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = options.Heartbeat,
            RequestedConnectionTimeout = options.Timeout,
            HandshakeContinuationTimeout = options.Timeout,
            ContinuationTimeout = options.Timeout,
            MaxInboundMessageBodySize = largest,
        };
        if (login.User is { } user)
        {
            (factory.UserName, factory.Password) = (user.User, user.Password);
        }
        else
        {
            factory.AuthMechanisms = [new ExternalMechanismFactory()];
        }

        return factory;
    }

    private static SslOption TlsOf(BrokerAddress address, ServerTrust? trust, KeyPairCredential? certificate) => trust is null
        ? new SslOption { Enabled = false }
        : new SslOption(address.Host, enabled: true)
        {
            CertificateValidationCallback = trust.Accepts,
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate.Certificate, certificate.Chain, offline: true),
        };
}
