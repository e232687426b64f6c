using System.Threading.Channels;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>Keeps what is logged, in order of ending.</summary>
internal sealed class TestLog : IMessageLog
{
    private readonly Channel<MessageRecord> _ended = Channel.CreateUnbounded<MessageRecord>();
    private int _begun;

    public int Begun => Volatile.Read(ref _begun);

    public void Begin(MessageRecord record) => Interlocked.Increment(ref _begun);

    public void End(MessageRecord record) => _ended.Writer.TryWrite(record);

    /// <summary>The next message that ends.</summary>
    public async Task<MessageRecord> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _ended.Reader.NextAsync(limit.Token);
    }
}
