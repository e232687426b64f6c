using System.Net.WebSockets;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>AMQP over a WebSocket. Its messages are pieces of one stream of bytes: where they begin and end says nothing about frames.</summary>
internal sealed class WebSocketTransport(WebSocket socket, TimeSpan silence, IncomingFrames frames) : AmqpTransport(silence, frames)
{
    protected override async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancel)
    {
        while (true)
        {
            var part = await socket.ReceiveAsync(target, cancel);
            switch (part.MessageType)
            {
                case WebSocketMessageType.Close:
                    throw new IOException($"the broker closed the WebSocket: {(int?)socket.CloseStatus} {socket.CloseStatusDescription}");
                case WebSocketMessageType.Text:
                    throw new IOException("the broker sent text over the WebSocket, and AMQP is binary");
                case WebSocketMessageType.Binary when part.Count > 0:
                    return part.Count;
            }
        }
    }

    protected override ValueTask WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancel) => socket.SendAsync(source, WebSocketMessageType.Binary, endOfMessage: true, cancel);

    protected override void Abort()
    {
        socket.Abort();
        socket.Dispose();
    }
}
