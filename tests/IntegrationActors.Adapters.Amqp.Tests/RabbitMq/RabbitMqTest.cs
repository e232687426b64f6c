using System.Globalization;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Amqp.Tests.RabbitMq;

/// <summary>Flows on a durable queue of a broker as people have it. The tests share the broker, and run one after the other because some of them kill it.</summary>
public abstract class RabbitMqTest : IAsyncLifetime
{
    private static readonly Lazy<TestServer> Servers = new(() => new TestServer("rabbitmq", "--management", "--ws"));

    private protected static TestServer Server => Servers.Value;

    private protected string Queue { get; } = $"q{Guid.NewGuid():N}";

    private protected FlowHost Host { get; private set; } = null!;

    private protected string Plain => $"host: 127.0.0.1, port: {Server.Port}, tls: false, credential: broker, queue: /amq/queue/{Queue}";

    private protected string Secure => $"host: localhost, port: {Server.Told.GetProperty("tls_port").GetInt32()}, trustedCertificates: [ca], credential: broker, queue: /amq/queue/{Queue}";

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            Server.Do("queue", Queue, "quorum");
            Host = new FlowHost(typeof(AmqpChannelOptions).Assembly);
            Host.Credentials["broker"] = new UserCredential("broker", Server["user"], Server["password"]);
            Host.Credentials["wrong"] = new UserCredential("wrong", Server["user"], AmqpPeer.WrongPassword);
            AmqpPeer.AddCertificates(Host, Path.GetDirectoryName(Server["ca"])!);
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await (Host?.DisposeAsync() ?? default);

    /// <summary>Messages that wait, and those that are out for delivery.</summary>
    private protected (int Ready, int Out) Counts()
    {
        var line = Server.Do("ctl", "list_queues", "name", "messages_ready", "messages_unacknowledged").Split('\n').Single(line => line.StartsWith(Queue, StringComparison.Ordinal)).Split('\t');
        return (int.Parse(line[1], CultureInfo.InvariantCulture), int.Parse(line[2], CultureInfo.InvariantCulture));
    }

    private protected Task<OpenFlow> TakeAsync(string channel) => Host.DeployAsync($"from: {{ amqp: {{ {channel} }} }}\nsteps:\n  - send: {{ sink: {{}} }}");

    private protected Task<OpenFlow> PutAsync(string channel) => Host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ amqp: {{ {channel} }} }}");

    private protected async Task SendAsync(OpenFlow flow, byte[] body, params (string Name, string Value)[] headers)
    {
        var record = await Host.SendAsync(flow, Payload.FromBytes(body), headers);
        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
    }

    /// <summary>0 B to 1 MB; most are small, as in life.</summary>
    private protected static byte[] Body(int i)
    {
        var body = new byte[i % 1000 == 999 ? 1024 * 1024 : i % 100 == 50 ? 70_000 : i % 40 * 97];
        new Random(i).NextBytes(body);
        return body;
    }
}
