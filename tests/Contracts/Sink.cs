using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Contracts;

/// <summary>The end of flows under test: takes what comes, and behaves as the test says.</summary>
[ReceiverChannel("sink", typeof(SinkAdapter))]
public sealed record SinkOptions;

/// <summary>What a sink got.</summary>
public sealed record Delivered(string Hash, long Length, IReadOnlyDictionary<string, string> Headers, byte[] Start)
{
    public string Text => Encoding.UTF8.GetString(Start);
}

/// <summary>What the sinks of a test got, and how they behave.</summary>
public sealed class Sink
{
    private int _inside;

    public ConcurrentQueue<Delivered> Taken { get; } = new();

    /// <summary>How many deliveries began.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Most deliveries at once.</summary>
    public int Most { get; private set; }

    /// <summary>Waits or fails before a delivery is read.</summary>
    public Func<Exchange, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Waits or fails when a delivery was read and noted.</summary>
    public Func<Exchange, CancellationToken, Task> After { get; set; } = (_, _) => Task.CompletedTask;

    private int _begun;

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    public async ValueTask TakeAsync(Exchange exchange, CancellationToken cancel)
    {
        Interlocked.Increment(ref _begun);
        Most = Math.Max(Most, Interlocked.Increment(ref _inside));
        try
        {
            await Before(exchange, cancel);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[64 * 1024];
            var start = new MemoryStream();
            long length = 0;
            int count;
            await using var body = exchange.Body.OpenRead();
            while ((count = await body.ReadAsync(buffer, cancel)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                length += count;
                start.Write(buffer, 0, (int)Math.Min(count, Math.Max(0, 1000 - start.Length)));
            }

            Taken.Enqueue(new Delivered(Convert.ToHexString(hash.GetHashAndReset()), length, exchange.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase), start.ToArray()));
            await After(exchange, cancel);
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}

public sealed class SinkAdapter(SinkOptions options, IFlowContext context) : IReceiverAdapter
{
    public SinkOptions Options => options;

    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        try
        {
            await context.Services.GetRequiredService<Sink>().TakeAsync(exchange, cancel);
            return Outcome.Next;
        }
        catch (FaultException e)
        {
            return Outcome.Failed(e.Fault);
        }
    }

    public ValueTask DisposeAsync() => default;
}
