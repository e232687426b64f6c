namespace IntegrationActors.Adapters.Amqp.Tests.Receiver;

/// <summary>The same over WebSocket.</summary>
public sealed class AmqpWebSocketReceiverContractTests : AmqpReceiverContractTests
{
    private protected override bool IsWebSocket => true;
}
