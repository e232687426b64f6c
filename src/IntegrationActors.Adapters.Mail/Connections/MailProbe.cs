using System.Runtime.CompilerServices;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Probing;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using MailKit;

namespace IntegrationActors.Adapters.Mail.Connections;

/// <summary>
/// Tests the way to a mail server: (1) credentials and trusted certificates; (2) name and port; (3) the greeting and its protection, TLS from the first byte on or after STARTTLS, with the certificates that the server
/// shows; (4) the token, where the channel fetches one; (5) the login; (6) what the channel works on there.
/// </summary>
internal sealed class MailProbe(MailConnector connector)
{
    private MailLogin? _login;
    private string _certificates = ShownCertificates.None;

    /// <summary>Tests the layers.</summary>
    /// <param name="client">Connects; is disposed of at the end.</param>
    /// <param name="lookAsync">Looks at what the channel works on, and changes nothing.</param>
    /// <param name="cancel">Gives up.</param>
    public async IAsyncEnumerable<ProbeStep> RunAsync<T>(T client, Func<T, CancellationToken, Task<string>> lookAsync, [EnumeratorCancellation] CancellationToken cancel)
        where T : MailService
    {
        using var owned = client;
        var last = await LayerProbe.TestAsync(ProbeLayers.Settings, () => SettingsAsync(cancel));          // 1
        yield return last;
        if (last.Outcome == ProbeOutcome.Failed)
        {
            yield break;
        }

        var (host, port) = connector.Target;
        await foreach (var step in NetworkProbe.ReachAsync(host, port, connector.Options.Timeout, cancel)) // 2
        {
            last = step;
            yield return step;
        }

        Func<ValueTask<ProbeStep>>[] layers =
        [
            () => GreetAsync(client, cancel),                                                               // 3
            .. connector.Tokens is { } tokens ? new Func<ValueTask<ProbeStep>>[] { () => TokenAsync(tokens, cancel) } : [],
            () => LogInAsync(client, cancel),                                                               // 5
            () => LayerProbe.TestAsync(ProbeLayers.Target, async () => await lookAsync(client, cancel)),    // 6
        ];
        foreach (var test in layers.TakeWhile(_ => last.Outcome != ProbeOutcome.Failed))
        {
            last = await test();
            yield return last;
        }
    }

    private async ValueTask<string> SettingsAsync(CancellationToken cancel)
    {
        _login = connector.Tokens is null ? await connector.LoginAsync(cancel) : null;
        await connector.TrustAsync(cancel);
        return (_login?.User ?? connector.Options.User) is { } user ? $"{connector.Shown} as '{user}'" : connector.Shown;
    }

    private async ValueTask<ProbeStep> TokenAsync(ChannelTokens tokens, CancellationToken cancel)
    {
        var token = await tokens.ProbeAsync(cancel);                                                        // 4
        _login = token.Outcome == ProbeOutcome.Passed ? await connector.LoginAsync(cancel) : null;
        return token;
    }

    private async ValueTask<ProbeStep> GreetAsync(MailService client, CancellationToken cancel)
    {
        var trust = await connector.TrustAsync(cancel);
        var tls = await LayerProbe.TestAsync(ProbeLayers.Tls, async () =>
        {
            await connector.GreetAsync(client, trust, (sender, certificate, chain, errors) =>
            {
                _certificates = ShownCertificates.Describe(certificate, chain);
                return trust.Accepts(sender, certificate, chain, errors);
            }, cancel);
            return $"{client.SslProtocol} with {client.SslCipherSuite}; {_certificates}";
        });
        return tls.Outcome == ProbeOutcome.Failed ? Failed(tls, isTrusted: _certificates != ShownCertificates.None && trust.Refusal is null)
            : client.IsSecure ? tls
            : ProbeStep.Skipped(ProbeLayers.Tls, connector.Options.Protection == MailProtection.None
                ? "the channel has 'protection: none': everything is readable on its way, the password too"
                : "the server offers no STARTTLS, and the channel goes on without: everything is readable on its way, the password too");
    }

    // The port takes connections, so it is not the network.
    private ProbeStep Failed(ProbeStep tls, bool isTrusted) => tls.Code switch
    {
        MailFaults.Unreachable when isTrusted || connector.Options.Protection != MailProtection.Tls => ProbeStep.Failed(ProbeLayers.Connection, MailFaults.NoGreeting(connector.Shown, tls.Detail)),
        MailFaults.Untrusted when _certificates != ShownCertificates.None => tls with { Detail = $"{tls.Detail} In the handshake {_certificates}." },
        _ => tls,
    };

    private async ValueTask<ProbeStep> LogInAsync(MailService client, CancellationToken cancel) => _login is not { } login
        ? ProbeStep.Skipped(ProbeLayers.Login, "the channel has no credential and does not log in")
        : await LayerProbe.TestAsync(ProbeLayers.Login, async () =>
        {
            await connector.LogInAsync(client, login, cancel);
            return $"'{login.User}' is logged in";
        });
}
