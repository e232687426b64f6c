using IntegrationActors.Adapters.Kafka.Receiver;
using IntegrationActors.Adapters.Kafka.Sender;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Expressions;

namespace IntegrationActors.Adapters.Kafka.Tests.Connections;

/// <summary>Tests of channels without a message. On a server of its own, since it troubles all clients.</summary>
public sealed class KafkaChannelProbeTests() : KafkaTest(3, Server)
{
    private static readonly Lazy<TestServer> Server = new(() => KafkaPeer.Start());
    private static readonly string[] AllLayers = [ProbeLayers.Settings, ProbeLayers.Name, ProbeLayers.Tcp, ProbeLayers.Tls, ProbeLayers.Login, "brokers", ProbeLayers.Target];

    [ServerFact]
    public async Task A_cluster_that_works_passes_every_layer()
    {
        var steps = await ProbeAsync(Options());

        Assert.Equal(AllLayers, steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.True(step.Outcome == ProbeOutcome.Passed, step.ToString()));
        Assert.Contains("CN=", steps[3].Detail, StringComparison.Ordinal);
        Assert.Contains($"'{Peer.Topic}' (3 partitions)", steps[^1].Detail, StringComparison.Ordinal);
        Assert.Contains($"'{Peer.Group}'", steps[^1].Detail, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_receiver_passes_every_layer()
    {
        var steps = await ProbeReceiverAsync(Peer.Topic);

        Assert.Equal(AllLayers, steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.True(step.Outcome == ProbeOutcome.Passed, step.ToString()));
    }

    [ServerFact]
    public async Task A_topic_that_only_a_message_knows_is_not_tested() => Assert.Equal(ProbeOutcome.Skipped, (await ProbeReceiverAsync("${header.topic}"))[^1].Outcome);

    [ServerFact]
    public async Task A_name_that_nobody_has_fails_first() => await FailsAsync(Options() with { Brokers = ["no-such-broker.invalid:9092"] }, ProbeLayers.Name, "IA3943");

    [ServerFact]
    public async Task A_port_on_which_nobody_listens_fails_the_connection() => await FailsAsync(Options() with { Brokers = ["127.0.0.1:1", "localhost:1"] }, ProbeLayers.Tcp, "IA3944");

    [ServerFact]
    public async Task One_broker_of_the_list_that_is_away_is_told_and_fails_nothing()
    {
        var steps = await ProbeAsync(Options() with { Brokers = ["no-such-broker.invalid", "127.0.0.1:1", Peer.Brokers] });

        Assert.All(steps, step => Assert.True(step.Outcome == ProbeOutcome.Passed, step.ToString()));
        Assert.Contains("no-such-broker.invalid", steps[1].Detail, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1 refused", steps[2].Detail, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_certificate_of_nobody_that_is_trusted_fails_before_the_login()
    {
        var failed = await FailsAsync(Options() with { TrustedCertificates = [Reference("rogue-ca")] }, ProbeLayers.Tls, "IA3945");

        Assert.Contains("nobody that is trusted", failed.Detail, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task The_token_is_a_layer_before_the_login()
    {
        using var issuer = new TokenIssuer(3600, Peer.Server["password"], null);
        var options = Options() with { Authentication = KafkaAuthentication.OauthBearer, Token = new KafkaTokenOptions { Url = new Uri(issuer.Url) } };

        var passed = await ProbeAsync(options);
        var failed = await FailsAsync(options, ProbeLayers.Token, "IA3825");

        Assert.All(passed, step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.Equal([ProbeLayers.Tls, ProbeLayers.Token, ProbeLayers.Login], passed.Select(step => step.Name).SkipWhile(name => name != ProbeLayers.Tls).Take(3));
        Assert.Contains(issuer.Url, failed.Detail, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_certificate_that_is_out_of_date_fails_before_the_login()
    {
        using var server = KafkaPeer.Start("--cert", "expired");
        using var peer = new KafkaPeer(server: server);
        peer.Equip(Host);

        var failed = await FailsAsync(Options() with { Brokers = [peer.Brokers] }, ProbeLayers.Tls, "IA3945");

        Assert.Contains("out of date", failed.Detail, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_port_that_does_not_speak_tls_fails_before_the_login()
    {
        using var server = new TestServer("kafka", "--brokers", "1");

        await FailsAsync(Options() with { Brokers = [server["bootstrap"]], Timeout = TimeSpan.FromSeconds(3) }, ProbeLayers.Tls, "IA3945");
    }

    [ServerFact]
    public async Task A_wrong_password_fails_the_login() => await FailsAsync(Options() with { Credential = Reference("wrong") }, ProbeLayers.Login, "IA3841");

    [ServerFact]
    public async Task A_credential_that_is_not_there_fails_before_anything_is_sent() => await FailsAsync(Options() with { Credential = Reference("nobody") }, ProbeLayers.Settings, "IA3845");

    [ServerFact]
    public async Task A_broker_that_the_cluster_names_and_that_is_away_is_told()
    {
        using var server = new TestServer("kafka", "--brokers", "1");
        using var peer = new KafkaPeer(server: server, isSasl: false);
        peer.Do("advertise?broker=1&host=broker.inside.invalid&port=9092");

        var failed = await FailsAsync(PlainOptions(server["bootstrap"]), "brokers", "IA3854");

        Assert.Contains("broker.inside.invalid", failed.Detail, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_broker_that_takes_connections_and_does_not_answer_fails_the_layer_above()
    {
        using var server = new TestServer("kafka", "--brokers", "1");
        server.Do("freeze");

        await FailsAsync(PlainOptions(server["bootstrap"]) with { Timeout = TimeSpan.FromSeconds(2) }, ProbeLayers.Connection, "IA3840");
    }

    [ServerFact]
    public async Task A_topic_that_is_not_there_fails_the_target_and_is_not_made()
    {
        var options = Options() with { Topics = [Peer.Topic, $"{Peer.Topic}.missing"] };

        await FailsAsync(options, ProbeLayers.Target, "IA3843");
        var again = await FailsAsync(options, ProbeLayers.Target, "IA3843");

        Assert.Contains($"{Peer.Topic}.missing", again.Detail, StringComparison.Ordinal);
    }

    // 9: fetch of offsets; 30: not allowed for this group.
    [ServerFact]
    public async Task A_group_that_may_not_be_used_fails_the_target()
    {
        Peer.Do("errors?api=9&codes=30");

        await FailsAsync(Options(), ProbeLayers.Target, "IA3844");
    }

    private static CredentialReference Reference(string name) => new(name, SourceSpan.None);

    private async Task<ProbeStep> FailsAsync(KafkaSenderOptions options, string layer, string code)
    {
        var failed = (await ProbeAsync(options))[^1];

        Assert.True((layer, ProbeOutcome.Failed, code) == (failed.Name, failed.Outcome, failed.Code), failed.ToString());
        Assert.NotNull(failed.Advice);
        Assert.DoesNotContain(KafkaPeer.WrongPassword, failed.ToString(), StringComparison.Ordinal);
        return failed;
    }

    private KafkaSenderOptions Options() => new()
    {
        Brokers = [Peer.Brokers],
        Authentication = KafkaAuthentication.ScramSha512,
        Credential = Reference("kafka"),
        TrustedCertificates = [Reference("kafka-ca")],
        Topics = [Peer.Topic],
        Group = Peer.Group,
        Timeout = TimeSpan.FromSeconds(20),
    };

    private static KafkaSenderOptions PlainOptions(string broker) => new() { Brokers = [broker], Tls = false, Topics = ["any"], Timeout = TimeSpan.FromSeconds(20) };

    private async Task<List<ProbeStep>> ProbeAsync(KafkaSenderOptions options)
    {
        await using var adapter = new KafkaSenderAdapter(options, Host.ContextOf("files", 1));
        return await adapter.ProbeAsync(CancellationToken.None).ToListAsync();
    }

    private async Task<List<ProbeStep>> ProbeReceiverAsync(string topic)
    {
        var options = new KafkaReceiverOptions
        {
            Brokers = [Peer.Brokers],
            Authentication = KafkaAuthentication.Plain,
            Credential = Reference("kafka"),
            TrustedCertificates = [Reference("kafka-ca")],
            Topic = new ExpressionCompiler().Compile(new ExpressionSource(ExpressionSource.Simple, topic, SourceSpan.None), ExpressionScope.Empty),
            Timeout = TimeSpan.FromSeconds(20),
        };
        await using var adapter = new KafkaReceiverAdapter(options, Host.ContextOf("files", 1));
        return await adapter.ProbeAsync(CancellationToken.None).ToListAsync();
    }
}
