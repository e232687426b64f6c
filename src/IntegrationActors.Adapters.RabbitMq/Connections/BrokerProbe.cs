using System.Runtime.CompilerServices;
using IntegrationActors.Adapters.Probing;
using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Adapters.RabbitMq.Connections;

/// <summary>
/// Tests a channel without a message: (1) credentials; (2) name, port and TLS of each host; (3) the login; (4) the virtual host; (5) queues or exchange, which are asked for and not made. One host that fails does
/// not end the test as long as another one works: the channel would take that.
/// </summary>
internal sealed class BrokerProbe(BrokerConnector connector)
{
    private const string VirtualHost = "virtualHost";

    private readonly RabbitMqChannelOptions _options = connector.Options;

    /// <summary>Tests the layers.</summary>
    /// <param name="target">Tests what the channel takes from or sends to.</param>
    /// <param name="cancel">Gives up.</param>
    public async IAsyncEnumerable<ProbeStep> RunAsync(Func<BrokerConnection, CancellationToken, IAsyncEnumerable<ProbeStep>> target, [EnumeratorCancellation] CancellationToken cancel)
    {
        BrokerAccess? access = null;
        var settings = await LayerProbe.TestAsync(ProbeLayers.Settings, async () =>                                 // 1
        {
            await connector.TrustAsync(cancel);
            access = await connector.AccessAsync(cancel);
            return $"{string.Join(", ", connector.Addresses)} as {access.Shown}, virtual host '{_options.VirtualHost}'";
        });
        yield return settings;
        if (access is null)
        {
            yield break;
        }

        BrokerAddress? usable = null;
        foreach (var address in connector.Addresses)
        {
            ProbeStep? last = null;
            await foreach (var step in ReachAsync(address, access, cancel))                                         // 2
            {
                last = step;
                yield return step;
            }

            usable ??= last?.Outcome == ProbeOutcome.Passed ? address : null;
        }

        if (usable is { } found)
        {
            await foreach (var step in LogInAsync(found, access, target, cancel))
            {
                yield return step;
            }
        }
    }

    private async IAsyncEnumerable<ProbeStep> ReachAsync(BrokerAddress address, BrokerAccess access, [EnumeratorCancellation] CancellationToken cancel)
    {
        ProbeStep? last = null;
        await foreach (var step in NetworkProbe.ReachAsync(address.Host, address.Port, _options.Timeout, cancel))
        {
            last = step;
            yield return step;
        }

        if (last?.Outcome == ProbeOutcome.Passed && address.Tls)
        {
            var trust = await connector.TrustAsync(cancel);
            yield return await TlsProbe.TestAsync(new TlsTarget(address.Host, address.Port, trust, access.Certificate, _options.Timeout), cancel);
        }
    }

    private async IAsyncEnumerable<ProbeStep> LogInAsync(
        BrokerAddress address, BrokerAccess access, Func<BrokerConnection, CancellationToken, IAsyncEnumerable<ProbeStep>> target, [EnumeratorCancellation] CancellationToken cancel)
    {
        BrokerConnection? connection = null;
        var login = await LayerProbe.TestAsync(ProbeLayers.Login, async () =>                                       // 3
        {
            connection = await connector.ConnectAsync(address, access, cancel);
            return $"{address} accepts {access.Shown}";
        });

        yield return login with { Name = LayerOf(login.Code) };
        if (connection is null)
        {
            yield break;
        }

        // Whether the virtual host may be entered the broker says with its next answer.
        await using var open = connection;
        var entered = await LayerProbe.TestAsync(VirtualHost, async () =>                                           // 4
        {
            await open.TryAsync($"entering virtual host '{_options.VirtualHost}'", _ => Task.CompletedTask, cancel);
            return $"{access.Shown} enters '{_options.VirtualHost}'";
        });
        yield return entered;
        if (entered.Outcome == ProbeOutcome.Passed)
        {
            await foreach (var step in target(open, cancel))                                                        // 5
            {
                yield return step;
            }
        }
    }

    private static string LayerOf(string? code) => code switch
    {
        null or RabbitMqFaults.LoginRefused => ProbeLayers.Login,
        RabbitMqFaults.VirtualHost => VirtualHost,
        RabbitMqFaults.Certificate => ProbeLayers.Tls,
        _ => ProbeLayers.Connection,
    };
}
