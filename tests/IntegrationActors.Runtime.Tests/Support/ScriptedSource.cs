using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Runtime.Tests.Support;

/// <summary>A sender system in memory, whose failures the test decides.</summary>
internal sealed class ScriptedSource(int concurrency = 1) : IMessageSource
{
    private readonly Channel<ScriptedReceipt> _waiting = Channel.CreateUnbounded<ScriptedReceipt>();
    private Exception? _breaks;
    private int _connections;

    public int Concurrency => concurrency;

    /// <summary>What connecting comes to, while it is set.</summary>
    public Fault? Broken { get; set; }

    /// <summary>Comes to the reader instead of the next message, once.</summary>
    public Exception Breaks
    {
        set => Volatile.Write(ref _breaks, value);
    }

    public int Connections => Volatile.Read(ref _connections);

    public int Waiting => _waiting.Reader.Count;

    public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Put(ScriptedReceipt receipt) => _waiting.Writer.TryWrite(receipt);

    public ValueTask ConnectAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref _connections);
        return Broken is { } fault ? ValueTask.FromException(new FaultException(fault)) : default;
    }

    public async IAsyncEnumerable<Receipt> ReceiveAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            await _waiting.Reader.WaitToReadAsync(cancel);
            if (Interlocked.Exchange(ref _breaks, null) is { } failure)
            {
                throw failure;
            }

            yield return await _waiting.Reader.NextAsync(cancel);
        }
    }

    public ValueTask DisposeAsync()
    {
        Disposed.SetResult();
        return default;
    }
}
