namespace IntegrationActors.Adapters.Amqp.Tests.Receiver;

/// <summary>The same over WebSocket.</summary>
public sealed class AmqpWebSocketReceiverTests : AmqpReceiverTests
{
    private protected override bool IsWebSocket => true;
}
