using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Messages;
using Message = Amqp.Message;

namespace IntegrationActors.Adapters.Amqp.Tests.Receiver;

/// <summary>Brokers that say how much they take, played by the library's own listener.</summary>
public sealed class AmqpCreditTests : IAsyncLifetime
{
    private readonly FlowHost _host = new(typeof(AmqpChannelOptions).Assembly);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_message_for_which_there_is_no_credit_is_not_sent()
    {
        var record = await SendToAsync(attach => attach.Complete(new Nothing(), 0), 10);

        Assert.Equal("IA3891", record.Fault?.Code);
        Assert.Contains("was not sent", record.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_larger_than_the_broker_takes_is_not_sent()
    {
        var record = await SendToAsync(
            attach =>
            {
                attach.Attach.MaxMessageSize = 1000;
                attach.Complete(new Nothing(), 10);
            },
            2000);

        Assert.Equal("IA3892", record.Fault?.Code);
    }

    private async Task<Core.MessageLog.MessageRecord> SendToAsync(Action<AttachContext> attached, int size)
    {
        var port = FreePort();
        var broker = new ContainerHost(new Address("127.0.0.1", port, null, null, scheme: "amqp"));
        foreach (var listener in broker.Listeners)
        {
            listener.SASL.EnableAnonymousMechanism = true;
        }

        broker.RegisterLinkProcessor(new Processor(attached));
        broker.Open();
        try
        {
            var flow = await _host.DeployAsync(string.Create(CultureInfo.InvariantCulture, $"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ amqp: {{ host: 127.0.0.1, port: {port}, tls: false, queue: q, timeout: 10s }} }}"));
            return await _host.SendAsync(flow, Payload.FromBytes(new byte[size]));
        }
        finally
        {
            broker.Close();
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private sealed class Processor(Action<AttachContext> attached) : ILinkProcessor
    {
        public void Process(AttachContext attachContext) => attached(attachContext);
    }

    private sealed class Nothing : LinkEndpoint
    {
        public override void OnFlow(FlowContext flowContext)
        {
        }

        public override void OnDisposition(DispositionContext dispositionContext)
        {
        }
    }
}
