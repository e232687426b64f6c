using System.Reflection;
using IntegrationActors.Adapters.RabbitMq.Receiver;
using IntegrationActors.Adapters.RabbitMq.Sender;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.RabbitMq.Tests;

/// <summary>What the flow language says of the channels.</summary>
public sealed class RabbitMqChannelOptionsTests : IAsyncLifetime
{
    private const string Access = "hosts: rabbit.example.com, credential: shop";

    private FlowHost _host = null!;

    public static IEnumerable<object[]> Senders => ExamplesOf<RabbitMqSenderOptions>();

    public static IEnumerable<object[]> Receivers => ExamplesOf<RabbitMqReceiverOptions>();

    public Task InitializeAsync()
    {
        _host = new FlowHost(typeof(RabbitMqChannelOptions).Assembly);
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
    [InlineData("hosts: rabbit.example.com, queues: [q]", "credential")]
    [InlineData("hosts: \"amqps://rabbit.example.com\", credential: shop, queues: [q]", "no host")]
    [InlineData("hosts: [], credential: shop, queues: [q]", "hosts")]
    [InlineData(Access, "queues")]
    [InlineData(Access + ", queues: [q], tls: false, trustedCertificates: [ca]", "tls: true")]
    [InlineData(Access + ", queues: [q], heartbeat: 1500ms", "whole seconds")]
    [InlineData(Access + ", queues: [q], exclusive: true, consumers: 2", "one consumer")]
    [InlineData(Access + ", queues: [q], allowedHeaders: [CamelHttpUri]", "set by the runtime")]
    [InlineData(Access + ", queues: [q], topology: { queues: [{ name: q, type: classic, deliveryLimit: 3 }] }", "does not count")]
    [InlineData(Access + ", queues: [q], topology: { queues: [{ name: q, maxPriority: 3 }] }", "no priorities")]
    [InlineData(Access + ", queues: [q], topology: { bindings: [{ exchange: x }] }", "one target")]
    public void What_does_not_fit_is_a_finding(string options, string text) =>
        Assert.Contains(text, _host.FindingsOf($"from: {{ rabbitmq: {{ {options} }} }}\nsteps:\n  - send: {{ sink: {{}} }}"), StringComparison.Ordinal);

    [Fact]
    public void A_receiver_needs_a_place_to_send_to() =>
        Assert.Contains("routingKey", _host.FindingsOf($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ rabbitmq: {{ {Access} }} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("routingKey: q, priority: \"300\"", "no priority")]
    [InlineData("routingKey: 0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345", "255 bytes")]
    public async Task A_constant_that_can_not_be_sent_is_found_at_deploy(string options, string text)
    {
        var findings = await Assert.ThrowsAsync<Core.Diagnostics.DiagnosticException>(() => _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ rabbitmq: {{ {Access}, {options} }} }}"));

        var finding = Assert.Single(findings.Diagnostics);
        Assert.Equal(("IA1395", 4), (finding.Code, finding.Span.Line));
        Assert.Contains(text, finding.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<object[]> ExamplesOf<T>() => typeof(T).GetCustomAttributes<ExampleAttribute>().Select(example => new object[] { example.Yaml });
}
