using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Probing;

/// <summary>Tests a handshake, and shows the chain of certificates that the server has.</summary>
public static class TlsProbe
{
    private const string Refused = "IA3945";

    /// <summary>Connects, shakes hands, and goes.</summary>
    public static ValueTask<ProbeStep> TestAsync(TlsTarget target, CancellationToken cancel) =>
        LayerProbe.TestAsync(ProbeLayers.Tls, () => ShakeHandsAsync(target, cancel));

    private static async ValueTask<string> ShakeHandsAsync(TlsTarget target, CancellationToken cancel)
    {
        var shown = ShownCertificates.None;
        using var client = await NetworkProbe.ConnectAsync(target.Host, target.Port, [], target.Timeout, cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(target.Timeout);
        await using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (sender, certificate, chain, errors) =>
        {
            shown = ShownCertificates.Describe(certificate, chain);
            return target.Trust?.Accepts(sender, certificate, chain, errors) ?? true;
        });
        try
        {
            await stream.AuthenticateAsClientAsync(Options(target), limit.Token);
            var caveat = target.Trust is null ? "; the channel does not check it" : "";
            return $"{stream.SslProtocol} with {stream.NegotiatedCipherSuite}; {shown}{caveat}";
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            throw Fault(target, shown, e);
        }
    }

    private static SslClientAuthenticationOptions Options(TlsTarget target) => new()
    {
        TargetHost = target.Host,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateContext = target.Certificate is { } own ? SslStreamCertificateContext.Create(own.Certificate, own.Chain, offline: true) : null,
    };

    private static FaultException Fault(TlsTarget target, string shown, Exception cause)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{target.Host}:{target.Port}");
        return target.Trust?.Refusal is { } refusal
            ? new FaultException(Refused, $"{place} is not trusted: {refusal} {Capital(shown)}.", "Compare it with what the operator of the server says; then trust its issuer, or correct the name of the host.", cause)
            : cause is OperationCanceledException
                ? new FaultException(Refused, $"{place} did not end the handshake within {Duration.Format(target.Timeout)}.", "Something listens there that does not speak TLS, or is too busy.", cause)
                : new FaultException(Refused, $"{place}: no TLS: {cause.Message}", "The server may speak no TLS at this port, only versions before 1.2, or want a client certificate.", cause);
    }

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
