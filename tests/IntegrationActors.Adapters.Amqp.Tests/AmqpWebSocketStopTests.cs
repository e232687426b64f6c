namespace IntegrationActors.Adapters.Amqp.Tests;

/// <summary>The same over WebSocket.</summary>
public sealed class AmqpWebSocketStopTests : AmqpStopTests
{
    private protected override bool IsWebSocket => true;
}
