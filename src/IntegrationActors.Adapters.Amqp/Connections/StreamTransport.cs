namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>AMQP over a stream: TCP, with or without TLS.</summary>
internal sealed class StreamTransport(Stream stream, TimeSpan silence, IncomingFrames frames) : AmqpTransport(silence, frames)
{
    protected override ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancel) => stream.ReadAsync(target, cancel);

    protected override ValueTask WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancel) => stream.WriteAsync(source, cancel);

    protected override void Abort() => stream.Dispose();
}
