using System.Net.Sockets;
using IntegrationActors.Core.Exchanges;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace IntegrationActors.Adapters.RabbitMq.Connections;

/// <summary>A connection to a broker. It never recovers by itself: whoever needs it makes a new one, and knows then what was lost with the old one.</summary>
internal sealed class BrokerConnection : IAsyncDisposable
{
    // The library takes no less for a connection.
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ChannelPatience = TimeSpan.FromSeconds(2);

    private readonly IConnection _connection;
    private readonly Socket _socket;
    private volatile Blocking? _blocking;

    /// <summary>Takes an open connection over, and watches it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="socket">Its socket.</param>
    /// <param name="shown">Broker and virtual host, for people.</param>
    /// <param name="timeout">Longest wait for an answer.</param>
    public BrokerConnection(IConnection connection, Socket socket, string shown, TimeSpan timeout)
    {
        (_connection, _socket, Shown, Timeout) = (connection, socket, shown, timeout);
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            _blocking = new Blocking(blocked.Reason);
            return Task.CompletedTask;
        };
        connection.ConnectionUnblockedAsync += (_, _) => EndBlocking();
        connection.ConnectionShutdownAsync += (_, _) => EndBlocking();
    }

    public string Shown { get; }

    public TimeSpan Timeout { get; }

    public bool IsOpen => _connection.IsOpen;

    /// <summary>Why the broker takes no messages, such as <c>low on memory</c>; null while it takes some.</summary>
    public string? BlockedBecause => _blocking?.Reason;

    /// <summary>Waits until the broker takes messages; at once when it does.</summary>
    public Task UnblockedAsync(CancellationToken cancel) => _blocking?.Over.Task.WaitAsync(cancel) ?? Task.CompletedTask;

    /// <summary>Opens a channel. The library's questions to a broker wait for their answer or the timeout, whatever the token says: so whoever asks waits no longer than his token.</summary>
    public Task<IChannel> OpenAsync(CreateChannelOptions? options, CancellationToken cancel) => _connection.CreateChannelAsync(options, cancel).WaitAsync(cancel);

    /// <summary>Does something that closes its channel when the broker refuses it, on a channel of its own.</summary>
    /// <exception cref="FaultException">The broker refused, or the connection broke.</exception>
    public async ValueTask TryAsync(string what, Func<IChannel, Task> action, CancellationToken cancel)
    {
        IChannel? channel = null;
        try
        {
            channel = await OpenAsync(options: null, cancel);
            await action(channel).WaitAsync(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && RabbitMqFaults.Of(e, Shown, what, Timeout) is { } fault)
        {
            throw new FaultException(fault);
        }
        finally
        {
            await CloseAsync(channel);
        }
    }

    /// <summary>Closes a channel, within two seconds: what a broker does not answer goes with the connection.</summary>
    public static Task CloseAsync(IChannel? channel) => channel is null ? Task.CompletedTask : WithinAsync(channel.DisposeAsync().AsTask(), ChannelPatience);

    /// <summary>
    /// Closes the connection, within ten seconds. The library waits for a broker that is dead or frozen: for its answer, and for ever until the last message is written. The end of the socket ends both.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await WithinAsync(_connection.CloseAsync(Constants.ReplySuccess, "Closed by the channel", ClosePatience, abort: true), ClosePatience);
        _socket.Dispose();
        await WithinAsync(_connection.DisposeAsync().AsTask(), ClosePatience);
        await EndBlocking();
    }

    private static async Task WithinAsync(Task closing, TimeSpan patience)
    {
        try
        {
            await closing.WaitAsync(patience);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException or RabbitMQClientException or ObjectDisposedException or IOException)
        {
            // It was broken already, or the broker does not answer.
        }
    }

    private Task EndBlocking()
    {
        Interlocked.Exchange(ref _blocking, null)?.Over.TrySetResult();
        return Task.CompletedTask;
    }

    private sealed record Blocking(string Reason)
    {
        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
