namespace IntegrationActors.Adapters.Amqp.Tests.Sender;

/// <summary>The same over WebSocket.</summary>
public sealed class AmqpWebSocketSenderContractTests : AmqpSenderContractTests
{
    private protected override bool IsWebSocket => true;
}
