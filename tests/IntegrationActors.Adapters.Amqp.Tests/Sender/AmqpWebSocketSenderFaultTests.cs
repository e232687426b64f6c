namespace IntegrationActors.Adapters.Amqp.Tests.Sender;

/// <summary>The same over WebSocket.</summary>
public sealed class AmqpWebSocketSenderFaultTests : AmqpSenderFaultTests
{
    private protected override bool IsWebSocket => true;
}
