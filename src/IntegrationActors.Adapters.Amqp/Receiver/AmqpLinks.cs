using Amqp.Framing;
using Amqp.Types;
using IntegrationActors.Adapters.Amqp.Connections;
using IntegrationActors.Core.Exchanges;
using AmqpMessage = Amqp.Message;

namespace IntegrationActors.Adapters.Amqp.Receiver;

/// <summary>The connection of a receiver channel with its links, one for each address; made when they are needed, and made anew when they broke.</summary>
internal sealed class AmqpLinks(AmqpReceiverOptions options, AmqpConnector connector, TimeProvider time) : IAsyncDisposable
{
    private const int MostLinks = 100;

    private readonly string _containerId = $"IntegrationActors-{Guid.NewGuid():N}";
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, AmqpOutlet> _outlets = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private Task _retiring = Task.CompletedTask;
    private AmqpConnection? _connection;
    private ReplyInbox? _inbox;

    /// <summary>Sends a message to an address, and waits until the broker has accepted.</summary>
    /// <exception cref="FaultException">IA3820, IA3880 to IA3892: why not, and whether the message may have arrived.</exception>
    public async ValueTask SendAsync(string address, AmqpMessage message, CancellationToken cancel)
    {
        var outlet = await OutletAsync(address, cancel);
        try
        {
            await outlet.SendAsync(message, options.Timeout, time, cancel);
        }
        finally
        {
            Interlocked.Decrement(ref outlet.Users);
        }
    }

    /// <summary>An address as the broker is told of it.</summary>
    public Target TargetOf(string address) => new() { Address = address, Capabilities = [new Symbol(options.Queue is null ? "topic" : "queue")] };

    /// <summary>Where answers come.</summary>
    /// <exception cref="FaultException">IA3893, or there is no connection.</exception>
    public async ValueTask<ReplyInbox> InboxAsync(CancellationToken cancel)
    {
        await EnterAsync(cancel);
        try
        {
            var connection = await ConnectionAsync(cancel);
            return _inbox is { IsOpen: true } inbox ? inbox : _inbox = await ReplyInbox.OpenAsync(connection, options.MaxMessageSize, cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _retiring;
        await (_connection?.DisposeAsync() ?? default);
        _closing.Dispose();
        _gate.Dispose();
    }

    private async ValueTask<AmqpOutlet> OutletAsync(string address, CancellationToken cancel)
    {
        await EnterAsync(cancel);
        try
        {
            var connection = await ConnectionAsync(cancel);
            if (!_outlets.TryGetValue(address, out var outlet) || !outlet.IsOpen)
            {
                await CloseIdleAsync();
                _outlets[address] = outlet = await AmqpOutlet.OpenAsync(connection, TargetOf(address), cancel);
            }

            Interlocked.Increment(ref outlet.Users);
            return outlet;
        }
        finally
        {
            _gate.Release();
        }
    }

    // Behind others who look for a connection in vain nobody waits longer than for a connection.
    private async ValueTask EnterAsync(CancellationToken cancel)
    {
        if (!await _gate.WaitAsync(options.Timeout, cancel))
        {
            throw AmqpFaults.Late(options.Shown, options.Timeout);
        }
    }

    private async ValueTask<AmqpConnection> ConnectionAsync(CancellationToken cancel)
    {
        if (_connection is { IsOpen: true, IsDoubtful: false } open)
        {
            return open;
        }

        if (_connection is { } before)
        {
            _retiring = Task.WhenAll(_retiring, RetireAsync(before));
        }

        _connection = null;
        _outlets.Clear();
        _inbox = null;
        return _connection = await connector.ConnectAsync(_containerId, cancel);
    }

    // Who is still using it gets the time that each message has.
    private async Task RetireAsync(AmqpConnection connection)
    {
        if (connection.IsOpen)
        {
            await Task.Delay(options.Timeout, time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await connection.DisposeAsync();
    }

    // Addresses that messages compute may be many.
    private async ValueTask CloseIdleAsync()
    {
        if (_outlets.Count < MostLinks)
        {
            return;
        }

        foreach (var (address, outlet) in _outlets.Where(known => Volatile.Read(ref known.Value.Users) == 0).Take(MostLinks / 2).ToArray())
        {
            _outlets.Remove(address);
            await outlet.DisposeAsync();
        }
    }
}
