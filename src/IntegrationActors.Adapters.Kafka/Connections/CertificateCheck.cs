using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>Looks at the certificate of a broker, since the library says that it refused one and not why. Nothing is sent.</summary>
internal static class CertificateCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The failure, with what is wrong with the certificate if that is the reason.</summary>
    public static async ValueTask<Fault> ExplainAsync(Fault fault, KafkaLogin login, CancellationToken cancel)
    {
        if (login.Trust is not { } trust || fault.Code is not (KafkaFaults.Certificate or KafkaFaults.Unreachable))
        {
            return fault;
        }

        var (host, port) = KafkaNames.Parts(login.Brokers.Split(',')[0]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(host, port, limit.Token);
            await using var tls = new SslStream(tcp.GetStream());
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, RemoteCertificateValidationCallback = trust.Accepts }, limit.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or OperationCanceledException)
        {
            // The library said what is wrong, unless it is the certificate.
        }

        return trust.Refusal is { } refusal ? fault with { Code = KafkaFaults.Certificate, Message = $"{login.Shown}: {refusal} Nothing was sent.", Hint = KafkaFaults.CertificateHint } : fault;
    }
}
