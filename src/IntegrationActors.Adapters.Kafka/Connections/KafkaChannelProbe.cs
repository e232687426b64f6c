using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using IntegrationActors.Adapters.Probing;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>
/// Tests the way to a cluster: (1) credentials; (2) names and ports of the brokers that the channel has; (3) the certificates of those that answer; (4) the access token, where the channel logs in with one; (5) the login; (6) the brokers that the cluster
/// names itself; (7) topics, and the consumer group. Joins no group and makes no topic.
/// </summary>
/// <param name="options">The channel.</param>
/// <param name="context">The flow.</param>
/// <param name="topics">Topics that have to be there; empty: only a message, or the cluster, says which are meant.</param>
/// <param name="group">The consumer group; null: the channel has none.</param>
internal sealed partial class KafkaChannelProbe(KafkaChannelOptions options, IFlowContext context, IReadOnlyList<string> topics, string? group)
{
    private const string Brokers = "brokers";

    /// <summary>Tests the layers.</summary>
    /// <param name="cancel">Gives up.</param>
    public async IAsyncEnumerable<ProbeStep> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        KafkaLogin? login = null;
        var last = await LayerProbe.TestAsync(ProbeLayers.Settings, async () =>                             // 1
        {
            login = await KafkaLogin.FindAsync(options, context, cancel);
            return login.User is null ? login.Shown : $"{login.Shown} as '{login.User}'";
        });
        yield return last;
        if (last.Outcome == ProbeOutcome.Failed)
        {
            yield break;
        }

        var brokers = await BrokersProbe.RunAsync(login!.Brokers.Split(','), options.Timeout, cancel);      // 2
        foreach (var step in brokers.Steps)
        {
            last = step;
            yield return step;
        }

        if (last.Outcome == ProbeOutcome.Passed)
        {
            last = await TlsAsync(login, brokers.Reached, cancel);                                          // 3
            yield return last;
        }

        if (last.Outcome != ProbeOutcome.Failed)
        {
            await foreach (var step in LogInAsync(login, cancel))
            {
                yield return step;
            }
        }
    }

    // Each of them may lead a partition, so all have to be trusted.
    private async ValueTask<ProbeStep> TlsAsync(KafkaLogin login, IReadOnlyList<string> brokers, CancellationToken cancel)
    {
        var last = ProbeStep.Skipped(ProbeLayers.Tls, "the channel has 'tls: false': what is sent can be read on the way");
        foreach (var broker in login.Trust is null ? [] : brokers)
        {
            var (host, port) = KafkaNames.Parts(broker);
            last = await TlsProbe.TestAsync(new TlsTarget(host, port, login.Trust, login.Certificate, options.Timeout), cancel);
            if (last.Outcome == ProbeOutcome.Failed)
            {
                return last;
            }
        }

        return last;
    }

    private async IAsyncEnumerable<ProbeStep> LogInAsync(KafkaLogin login, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (login.Tokens is { } tokens)
        {
            var token = await tokens.ProbeAsync(cancel);                                                    // 4
            yield return token;
            if (token.Outcome == ProbeOutcome.Failed)
            {
                yield break;
            }
        }

        ProbeClient? client = null;
        Metadata? cluster = null;
        var last = await LayerProbe.TestAsync(ProbeLayers.Login, async () =>                                // 5
        {
            client = new ProbeClient(login, group, context.Time);
            cluster = (await client.AskAsync([], options.Timeout, cancel))[0];
            return login.User is null ? $"{login.Shown} answers without a login" : $"'{login.User}' is logged in ({options.Authentication})";
        });
        await using (client)
        {
            await foreach (var step in last.Outcome == ProbeOutcome.Passed ? LookAsync(last, client!, login, Named(cluster!), cancel) : ExplainAsync(last, login, cancel))
            {
                yield return step;
            }
        }
    }

    private async IAsyncEnumerable<ProbeStep> LookAsync(ProbeStep last, ProbeClient client, KafkaLogin login, string[] named, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return last;
        last = await LayerProbe.TestAsync(Brokers, () => ReachAsync(login, named, cancel));                 // 6
        yield return last;
        if (last.Outcome == ProbeOutcome.Passed)
        {
            yield return topics.Count == 0
                ? ProbeStep.Skipped(ProbeLayers.Target, "no topic is known before there are messages")
                : await LayerProbe.TestAsync(ProbeLayers.Target, () => LookAtAsync(client, cancel));        // 7
        }
    }

    // A client lets go of the brokers of the channel as soon as the cluster has named others, so the login may fail for these.
    private async IAsyncEnumerable<ProbeStep> ExplainAsync(ProbeStep failed, KafkaLogin login, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (Named(failed, login) is { } named)
        {
            var reached = await LayerProbe.TestAsync(Brokers, () => ReachAsync(login, [named], cancel));
            if (reached.Outcome == ProbeOutcome.Failed)
            {
                yield return ProbeStep.Passed(ProbeLayers.Login, $"{login.Shown} names its brokers to the channel");
                yield return reached;
                yield break;
            }
        }

        yield return failed with { Name = LayerOf(failed.Code) };
    }

    private static string[] Named(Metadata cluster) => [.. cluster.Brokers.Select(broker => string.Create(CultureInfo.InvariantCulture, $"{broker.Host}:{broker.Port}"))];

    // Brokers that the cluster named have a number in what the library says.
    private static string? Named(ProbeStep failed, KafkaLogin login) =>
        failed.Code == KafkaFaults.Unreachable && NumberedBroker().Match(failed.Detail) is { Success: true } match && !login.Brokers.Split(',').Contains(match.Groups["broker"].Value, StringComparer.OrdinalIgnoreCase)
            ? match.Groups["broker"].Value
            : null;

    private async ValueTask<string> ReachAsync(KafkaLogin login, string[] named, CancellationToken cancel)
    {
        var brokers = await BrokersProbe.RunAsync(named, options.Timeout, cancel);
        return brokers.Problems.Count == 0
            ? $"the cluster names {string.Join(", ", named)}, and all of them take connections"
            : throw KafkaFaults.Named(login.Shown, brokers.Problems);
    }

    private async ValueTask<string> LookAtAsync(ProbeClient client, CancellationToken cancel)
    {
        var found = (await client.AskAsync(topics, options.Timeout, cancel)).SelectMany(answer => answer.Topics).ToArray();
        if (group is not null)
        {
            await client.LookAtGroupAsync([.. found.SelectMany(topic => topic.Partitions.Select(partition => new TopicPartition(topic.Topic, partition.PartitionId)))], options.Timeout);
        }

        var shown = string.Join(", ", found.Select(topic => string.Create(CultureInfo.InvariantCulture, $"'{topic.Topic}' ({topic.Partitions.Count} partitions)")));
        return group is null ? shown : $"{shown}; the group '{group}' may be used";
    }

    private static string LayerOf(string? code) => code switch
    {
        KafkaFaults.Certificate => ProbeLayers.Tls,
        KafkaFaults.LoginRefused or KafkaFaults.BadToken => ProbeLayers.Login,
        _ => ProbeLayers.Connection,
    };

    [GeneratedRegex(@"(?<broker>[A-Za-z0-9._\[\]:-]+:[0-9]{1,5})/[0-9]+:", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberedBroker();
}
