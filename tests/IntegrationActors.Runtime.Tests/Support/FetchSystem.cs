using System.Collections.Concurrent;
using System.Threading.Channels;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Runtime.Tests.Support;

/// <summary>A sender system that flows of a test fetch messages from.</summary>
public sealed class FetchSystem
{
    private readonly Channel<int> _waiting = Channel.CreateUnbounded<int>();

    /// <summary>Messages whose run ended, with its status, in order.</summary>
    public ConcurrentQueue<(int Number, MessageStatus Status)> Settled { get; } = new();

    public void Put(int number) => _waiting.Writer.TryWrite(number);

    public ValueTask<int> TakeAsync(CancellationToken cancel) => _waiting.Reader.NextAsync(cancel);
}
