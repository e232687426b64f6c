using System.Reflection;
using IntegrationActors.Adapters.Kafka.Receiver;
using IntegrationActors.Adapters.Kafka.Sender;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Kafka.Tests;

/// <summary>What the flow language says of the channels.</summary>
public sealed class KafkaChannelOptionsTests : IAsyncLifetime
{
    private const string Access = "brokers: [\"kafka.example.com:9093\"], authentication: plain, credential: kafka";

    private FlowHost _host = null!;

    public static IEnumerable<object[]> Senders => ExamplesOf<KafkaSenderOptions>();

    public static IEnumerable<object[]> Receivers => ExamplesOf<KafkaReceiverOptions>();

    public Task InitializeAsync()
    {
        _host = new FlowHost(typeof(KafkaChannelOptions).Assembly);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Senders))]
    public void Examples_of_senders_have_no_findings(string yaml) => Assert.Equal("", _host.FindingsOf($"from: {{ {yaml} }}\nsteps:\n  - send: {{ sink: {{}} }}"));

    [Theory]
    [MemberData(nameof(Receivers))]
    public void Examples_of_receivers_have_no_findings(string yaml) => Assert.Equal("", _host.FindingsOf($"from: {{ direct: {{}} }}\nsteps:\n  - call: {{ {yaml} }}"));

    [Theory]
    [InlineData("brokers: [\"kafka:9092\"]", "topics")]
    [InlineData("brokers: [\"kafka:9092\"], topics: [a], credential: kafka", "authentication")]
    [InlineData("brokers: [\"kafka:9092\"], topics: [a], authentication: plain", "credential")]
    [InlineData("brokers: [\"kafka:9092\"], topics: [a], authentication: oauthBearer, credential: kafka", "token")]
    [InlineData("brokers: [\"kafka:9092\"], topics: [a], tls: false, trustedCertificates: [ca]", "tls: true")]
    [InlineData(Access + ", topics: [a], errorHandling: deadLetter", "deadLetterTopic")]
    [InlineData(Access + ", topics: [a], attempts: 3", "without end")]
    [InlineData(Access + ", topics: [a], sessionTimeout: 6s, heartbeatInterval: 3s", "third")]
    [InlineData(Access + ", topics: [a], sessionTimeout: 10m", "maxPollInterval")]
    [InlineData(Access + ", topics: [a], parallelConsumers: 26", "25")]
    [InlineData(Access + ", topics: [a], allowedHeaders: [CamelHttpUri]", "CamelHttpUri")]
    public void What_does_not_fit_a_sender_is_a_finding(string options, string text) =>
        Assert.Contains(text, _host.FindingsOf($"from: {{ kafka: {{ {options} }} }}\nsteps:\n  - send: {{ sink: {{}} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData(Access + ", topic: a, idempotent: true, acks: leader", "acks: all")]
    [InlineData(Access + ", topic: a, maxInFlight: 6", "maxInFlight")]
    [InlineData(Access + ", topic: a, headers: [SAP_Sender]", "SAP_Sender")]
    public void What_does_not_fit_a_receiver_is_a_finding(string options, string text) =>
        Assert.Contains(text, _host.FindingsOf($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ kafka: {{ {options} }} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("kafka: { brokers: [\"http://kafka\"], topics: [a] }", "IA1380")]
    [InlineData("kafka: { brokers: [\"kafka:99999\"], topics: [a] }", "IA1380")]
    [InlineData("kafka: { brokers: [kafka], topics: [\"a b\"] }", "IA1381")]
    [InlineData("kafka: { brokers: [kafka], topics: [\"^a(\"] }", "IA1381")]
    [InlineData("kafka: { brokers: [kafka], topics: [a], errorHandling: deadLetter, deadLetterTopic: \"..\" }", "IA1381")]
    public async Task A_broker_or_topic_that_is_none_is_found_at_deploy(string channel, string code)
    {
        var error = await Assert.ThrowsAsync<DiagnosticException>(() => _host.DeployAsync($"from: {{ {channel} }}\nsteps:\n  - send: {{ sink: {{}} }}"));

        Assert.Contains(code, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_constant_topic_that_is_none_is_found_at_its_place()
    {
        var error = await Assert.ThrowsAsync<DiagnosticException>(() => _host.DeployAsync("from: { direct: {} }\nsteps:\n  - send: { kafka: { brokers: [kafka], topic: \"a/b\" } }"));

        Assert.Contains("test.flow.yaml(4,", error.Message, StringComparison.Ordinal);
        Assert.Contains("IA1381", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<object[]> ExamplesOf<T>() => typeof(T).GetCustomAttributes<ExampleAttribute>().Select(example => new object[] { example.Yaml });
}
