using System.Runtime.CompilerServices;
using Amqp;
using IntegrationActors.Adapters.Probing;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>
/// Tests a channel without a message: (1) credentials; (2) name and port, of the proxy if there is one; (3) the handshake of TLS; (4) the token, where the channel fetches one; (5) the upgrade to
/// WebSocket, where AMQP goes over one; (6) the login; (7) the address, by a link that is given no credit and sends nothing.
/// </summary>
/// <param name="connector">Makes the connection.</param>
/// <param name="attach">Attaches a link to the address; null: the address can't be tested.</param>
/// <param name="address">The address, or why it can't be tested.</param>
internal sealed class AmqpProbe(AmqpConnector connector, Func<AmqpConnection, CancellationToken, ValueTask<Link>>? attach, string address)
{
    private readonly AmqpChannelOptions _options = connector.Options;

    public async IAsyncEnumerable<ProbeStep> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        AmqpAccess? access = null;
        var last = await LayerProbe.TestAsync(ProbeLayers.Settings, async () =>                                      // 1
        {
            access = await connector.AccessAsync(null, cancel);
            return $"{_options.Shown} as {access.Login.Shown}{(_options.Proxy is null ? "" : " through the proxy")}";
        });
        yield return last;
        if (last.Outcome == ProbeOutcome.Failed)
        {
            yield break;
        }

        await foreach (var step in ReachAsync(access!, cancel))                                                     // 2, 3
        {
            last = step;
            yield return step;
        }

        if (last.Outcome == ProbeOutcome.Passed && connector.Tokens is { } tokens)
        {
            last = await tokens.ProbeAsync(cancel);                                                                 // 4
            yield return last;
            access = last.Outcome == ProbeOutcome.Passed ? await connector.AccessAsync((await tokens.FindAsync(cancel)).Token, cancel) : access;
        }

        if (last.Outcome == ProbeOutcome.Passed)
        {
            await foreach (var step in LogInAsync(access!, cancel))                                                 // 5, 6, 7
            {
                yield return step;
            }
        }
    }

    private async IAsyncEnumerable<ProbeStep> ReachAsync(AmqpAccess access, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (host, port) = _options.Proxy is { } proxy && new Uri(proxy.Url) is var url ? (url.IdnHost, url.Port) : (connector.Name, _options.EffectivePort);
        ProbeStep? last = null;
        await foreach (var step in NetworkProbe.ReachAsync(host, port, _options.Timeout, cancel))
        {
            last = step;
            yield return step;
        }

        // Through a proxy the handshake belongs to the upgrade.
        if (last?.Outcome == ProbeOutcome.Passed && _options is { Tls: true, Proxy: null })
        {
            yield return await TlsProbe.TestAsync(new TlsTarget(connector.Name, port, access.Trust, access.Login.Certificate, _options.Timeout), cancel);
        }
    }

    private async IAsyncEnumerable<ProbeStep> LogInAsync(AmqpAccess access, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_options.Timeout);
        AmqpTransport? transport = null;
        var carried = await LayerProbe.TestAsync(ProbeLayers.Upgrade, async () =>
        {
            transport = await connector.CarryAsync(access, limit.Token, cancel);
            return $"{_options.Shown} speaks AMQP over WebSocket";
        });
        if (transport is null || _options.Transport == AmqpTransportKind.WebSocket)
        {
            yield return carried with { Name = LayerOf(carried) };
        }

        if (transport is null)
        {
            yield break;
        }

        AmqpConnection? connection = null;
        var login = await LayerProbe.TestAsync(ProbeLayers.Login, async () =>
        {
            connection = await connector.OpenAsync(transport, access, $"IntegrationActors-{Guid.NewGuid():N}", limit.Token, cancel);
            return $"{_options.Shown} accepts {access.Login.Shown}";
        });
        yield return login with { Name = LayerOf(login) };
        if (connection is not null)
        {
            await using (connection)
            {
                yield return attach is null ? ProbeStep.Skipped(ProbeLayers.Target, address) : await LayerProbe.TestAsync(ProbeLayers.Target, () => AttachAsync(connection, cancel));
            }
        }
    }

    private async ValueTask<string> AttachAsync(AmqpConnection connection, CancellationToken cancel)
    {
        await attach!(connection, cancel);
        return $"{connection.Shown} gives a link to '{address}'";
    }

    // A broker may find at any layer that it does not want us.
    private string LayerOf(ProbeStep step) => step.Code switch
    {
        null => step.Name,
        AmqpFaults.LoginRefused => ProbeLayers.Login,
        AmqpFaults.Certificate => ProbeLayers.Tls,
        _ when step.Name == ProbeLayers.Upgrade && _options.Transport == AmqpTransportKind.WebSocket => ProbeLayers.Upgrade,
        _ => ProbeLayers.Connection,
    };
}
