using System.Reflection;
using IntegrationActors.Adapters.Amqp.Receiver;
using IntegrationActors.Adapters.Amqp.Sender;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Amqp.Tests;

/// <summary>What the flow language says of the channels.</summary>
public sealed class AmqpChannelOptionsTests : IAsyncLifetime
{
    private const string Access = "host: broker.example.com, queue: q";

    private readonly FlowHost _host = new(typeof(AmqpChannelOptions).Assembly);

    public static IEnumerable<object[]> Senders => ExamplesOf<AmqpSenderOptions>();

    public static IEnumerable<object[]> Receivers => ExamplesOf<AmqpReceiverOptions>();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Senders))]
    public void Examples_of_senders_have_no_findings(string yaml) => Assert.Equal("", _host.FindingsOf($"from: {{ {yaml} }}\nsteps:\n  - send: {{ sink: {{}} }}"));

    [Theory]
    [MemberData(nameof(Receivers))]
    public void Examples_of_receivers_have_no_findings(string yaml) => Assert.Equal("", _host.FindingsOf($"from: {{ direct: {{}} }}\nsteps:\n  - call: {{ {yaml} }}"));

    [Theory]
    [InlineData("host: broker.example.com", "'queue' or 'topic'")]
    [InlineData(Access + ", topic: t", "'queue' or 'topic'")]
    [InlineData("host: \"amqps://broker.example.com\", queue: q", "a host alone")]
    [InlineData("host: \"broker.example.com:5671\", queue: q", "a host alone")]
    [InlineData(Access + ", subscription: s", "'topic'")]
    [InlineData(Access + ", tls: false, clientCertificate: c", "tls")]
    [InlineData(Access + ", tls: false, trustedCertificates: [c]", "tls")]
    [InlineData(Access + ", handshakeCredential: c", "webSocket")]
    [InlineData(Access + ", transport: webSocket, token: { url: \"https://login.example.com/token\" }", "handshakeCredential")]
    [InlineData(Access + ", transport: webSocket, handshakeCredential: c, handshakeScheme: basic, token: { url: \"https://login.example.com/token\" }", "bearer")]
    [InlineData(Access + ", proxy: \"http://proxy:3128\"", "webSocket")]
    [InlineData(Access + ", transport: webSocket, path: amqp", "begins with '/'")]
    [InlineData(Access + ", allowedHeaders: [CamelHttpUri]", "CamelHttpUri")]
    [InlineData(Access + ", concurrency: 0", "concurrency")]
    public void What_does_not_fit_is_a_finding(string options, string text) =>
        Assert.Contains(text, _host.FindingsOf($"from: {{ amqp: {{ {options} }} }}\nsteps:\n  - send: {{ sink: {{}} }}"), StringComparison.Ordinal);

    private static IEnumerable<object[]> ExamplesOf<T>() => typeof(T).GetCustomAttributes<ExampleAttribute>().Select(example => new object[] { example.Yaml });
}
