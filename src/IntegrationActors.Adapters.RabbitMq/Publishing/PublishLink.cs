using System.Collections.Concurrent;
using IntegrationActors.Adapters.RabbitMq.Connections;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace IntegrationActors.Adapters.RabbitMq.Publishing;

/// <summary>A connection with one channel that confirms; many messages are on their way over it at once. Closed when it is retired and the last user has left.</summary>
internal sealed class PublishLink
{
    // Names of exchanges may come from messages.
    private const int MostKnown = 1000;

    private readonly BrokerConnection _connection;
    private readonly IChannel _channel;
    private readonly PayloadSpool _spool;
    private readonly ConcurrentDictionary<string, bool> _exchanges = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Task<Replies>? _replies;
    private int _users;
    private bool _isRetired;

    private PublishLink(BrokerConnection connection, IChannel channel, PayloadSpool spool) => (_connection, _channel, _spool) = (connection, channel, spool);

    public string Shown => _connection.Shown;

    /// <summary>Whether the broker takes no messages at the moment.</summary>
    public bool IsBlocked => _connection.BlockedBecause is not null;

    /// <summary>Connects.</summary>
    /// <exception cref="FaultException">The broker can't be reached, or refused.</exception>
    public static async ValueTask<PublishLink> OpenAsync(BrokerConnector connector, Func<BrokerConnection, CancellationToken, ValueTask> prepare, CancellationToken cancel)
    {
        var connection = await connector.ConnectAsync(cancel);
        try
        {
            await prepare(connection, cancel);
            var channel = await connection.OpenAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancel);
            return new PublishLink(connection, channel, connector.Spool);
        }
        catch (Exception e)
        {
            await connection.DisposeAsync();
            cancel.ThrowIfCancellationRequested();
            throw RabbitMqFaults.Of(e, connection.Shown, "opening a channel", connection.Timeout) is { } fault ? new FaultException(fault) : e;
        }
    }

    /// <summary>Becomes a user; false when the link is no good any more.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_isRetired || !_channel.IsOpen)
            {
                return false;
            }

            _users++;
            return true;
        }
    }

    public ValueTask LeaveAsync()
    {
        bool isLast;
        lock (_lock)
        {
            isLast = --_users == 0 && _isRetired;
        }

        return isLast ? CloseAsync() : default;
    }

    /// <summary>Takes no new users.</summary>
    public ValueTask RetireAsync()
    {
        bool isUnused;
        lock (_lock)
        {
            isUnused = _users == 0 && !_isRetired;
            _isRetired = true;
        }

        return isUnused ? CloseAsync() : default;
    }

    /// <summary>Makes sure that an exchange exists: a message to one that doesn't would end the channel, and take the confirmations of all others along.</summary>
    /// <exception cref="FaultException">IA3905: there is none.</exception>
    public async ValueTask CheckExchangeAsync(string exchange, CancellationToken cancel)
    {
        if (exchange.Length == 0 || _exchanges.ContainsKey(exchange))
        {
            return;
        }

        await _connection.TryAsync($"sending to exchange '{exchange}'", channel => channel.ExchangeDeclarePassiveAsync(exchange, cancel), cancel);
        if (_exchanges.Count < MostKnown)
        {
            _exchanges[exchange] = true;
        }
    }

    /// <summary>Waits until the broker takes messages.</summary>
    /// <exception cref="FaultException">IA3909: it doesn't.</exception>
    public async ValueTask UnblockedAsync(CancellationToken cancel)
    {
        if (_connection.BlockedBecause is not { } reason)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_connection.Timeout);
        try
        {
            await _connection.UnblockedAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            throw new FaultException(RabbitMqFaults.BlockedBy(Shown, reason, _connection.Timeout));
        }
    }

    /// <summary>Sends, and waits for the confirmation.</summary>
    public async ValueTask SendAsync(Letter letter, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_connection.Timeout);
        await _channel.BasicPublishAsync(letter.Exchange, letter.RoutingKey, letter.Mandatory, letter.Properties, letter.Body, limit.Token);
    }

    /// <summary>Where answers come in.</summary>
    /// <exception cref="FaultException">The broker refused, or the connection broke.</exception>
    public Task<Replies> RepliesAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            return (_replies ??= Task.Run(ListenAsync, CancellationToken.None)).WaitAsync(cancel);
        }
    }

    /// <summary>Why a message was not confirmed; null when the exception is none of the library.</summary>
    public Fault? FaultOf(Exception exception, Letter letter)
    {
        if (exception is FaultException known)
        {
            return known.Fault;
        }

        // What the broker says of this exchange holds for this message; what it says of others does not.
        if (letter.Exchange.Length > 0 && exception is OperationInterruptedException { ShutdownReason: { } reason } && reason.ReplyText.Contains($"'{letter.Exchange}'", StringComparison.Ordinal))
        {
            return RabbitMqFaults.OfReason(reason, Shown, $"sending to exchange '{letter.Exchange}'", exception);
        }

        if (RabbitMqFaults.Of(exception, Shown, "", _connection.Timeout) is null)
        {
            return null;
        }

        var why = exception is not OperationCanceledException ? $"the connection ended: {RabbitMqFaults.Text(exception)}."
            : _connection.BlockedBecause is { } blocked ? $"it is {blocked} and takes nothing, and that did not end within {Duration.Format(_connection.Timeout)}."
            : $"nothing came within {Duration.Format(_connection.Timeout)}.";
        return RabbitMqFaults.UnconfirmedBy(Shown, letter.Exchange, letter.RoutingKey, why, exception);
    }

    // Once for all who ask, so nobody's patience but that of the channel counts.
    private async Task<Replies> ListenAsync()
    {
        using var limit = new CancellationTokenSource(_connection.Timeout);
        try
        {
            var replies = new Replies(_channel, Shown, _spool);
            await _channel.BasicConsumeAsync(Replies.Queue, autoAck: true, replies, limit.Token).WaitAsync(limit.Token);
            return replies;
        }
        catch (Exception e)
        {
            await RetireAsync();
            throw RabbitMqFaults.Of(e, Shown, "preparing for replies", _connection.Timeout) is { } fault ? new FaultException(fault) : e;
        }
    }

    private ValueTask CloseAsync() => _connection.DisposeAsync();
}
