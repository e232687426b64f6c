using System.Threading.Channels;
using Amqp;
using Amqp.Framing;
using Amqp.Types;
using IntegrationActors.Adapters.Amqp.Connections;
using IntegrationActors.Core.Exchanges;
using Outcome = Amqp.Framing.Outcome;

namespace IntegrationActors.Adapters.Amqp.Sender;

/// <summary>
/// A link over which messages come. The broker has credit for a fixed number of messages that are not settled: what is settled gives room for as many more, so nothing comes that the flow does not take.
/// </summary>
internal sealed class AmqpInlet : IAsyncDisposable
{
    private const string Modified = "amqp:modified:list";

    private readonly Channel<ArrivedMessage> _arrived = Channel.CreateUnbounded<ArrivedMessage>();
    private readonly CancellationTokenSource _halting = new();
    private readonly AmqpConnection _connection;
    private readonly ReceiverLink _link;
    private readonly uint _handle;
    private readonly string _address;
    private readonly int _places;
    private readonly Lock _credit = new();

    // Both under the lock: messages that the broker may still send, and those that came and are not settled.
    private int _granted;
    private int _unsettled;

    private AmqpInlet(AmqpConnection connection, ReceiverLink link, Attach answer, string address, int places)
    {
        (_connection, _link, _handle, _address, _places) = (connection, link, answer.Handle, address, places);
        KnowsModified = answer.Source is not Source { Outcomes: { Length: > 0 } outcomes } || outcomes.Contains((Symbol)Modified);
        link.AddClosedCallback((_, _) => _arrived.Writer.TryComplete());
    }

    public bool IsOpen => !_link.IsClosed && _connection.IsOpen;

    public string Shown => _connection.Shown;

    /// <summary>Whether the broker takes the outcome <c>modified</c>.</summary>
    public bool KnowsModified { get; }

    /// <summary>No more messages are taken: what is held back is settled now.</summary>
    public CancellationToken Halting => _halting.Token;

    /// <summary>For answers, which go over the same connection.</summary>
    public AmqpConnection Connection => _connection;

    public static async ValueTask<AmqpInlet> OpenAsync(AmqpConnection connection, Source source, string? name, int credit, CancellationToken cancel)
    {
        var (link, answer) = await connection.ReceiveAsync(source, name, cancel);
        var inlet = new AmqpInlet(connection, link, answer, source.Address, credit);
        link.Start(0, inlet.Arrive);
        inlet.Grant();
        return inlet;
    }

    /// <summary>The next message.</summary>
    /// <exception cref="FaultException">The link is gone; what came over it and was not given out will come again.</exception>
    public async ValueTask<ArrivedMessage> NextAsync(CancellationToken cancel)
    {
        while (!_link.IsClosed && await _arrived.Reader.WaitToReadAsync(cancel))
        {
            if (!_link.IsClosed && _arrived.Reader.TryRead(out var message))
            {
                return message;
            }
        }

        throw WhyGone();
    }

    /// <summary>Why it is gone, for an inlet that is not open.</summary>
    public FaultException WhyGone() => _connection.WhyGone(_link, _address);

    /// <summary>Takes no more messages: those that wait are given back, and so are those that are still on their way.</summary>
    public void Halt()
    {
        _halting.Cancel();
        if (_link.IsClosed)
        {
            return;
        }

        // Credit can't be taken back without a race: what was granted may be used. Nothing is granted any more.
        while (_arrived.Reader.TryRead(out var message))
        {
            TrySettle(message.Delivery, new Released());
        }
    }

    /// <summary>Tells the broker what became of a message. False when the link is gone: the message comes again.</summary>
    public bool TrySettle(global::Amqp.Message delivery, Outcome outcome)
    {
        try
        {
            switch (outcome)
            {
                case Accepted:
                    _link.Accept(delivery);
                    break;
                case Rejected rejected:
                    _link.Reject(delivery, rejected.Error);
                    break;
                case global::Amqp.Framing.Modified modified:
                    _link.Modify(delivery, modified.DeliveryFailed, modified.UndeliverableHere);
                    break;
                default:
                    _link.Release(delivery);
                    break;
            }

            Count(granted: 0, unsettled: -1);
            return _connection.IsOpen;
        }
        catch (Exception e) when (e is AmqpException or ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _halting.CancelAsync();
        await _connection.DisposeAsync();
    }

    private void Arrive(IReceiverLink link, global::Amqp.Message delivery)
    {
        var message = new ArrivedMessage(delivery, _connection.TakeContent(_handle));
        Count(granted: -1, unsettled: message.Content.IsAborted ? 0 : 1);
        if (message.Content.IsAborted)
        {
            return;
        }

        if (_halting.IsCancellationRequested || !_arrived.Writer.TryWrite(message))
        {
            TrySettle(delivery, new Released());
        }
        else if (_halting.IsCancellationRequested)
        {
            Halt();
        }
    }

    private void Count(int granted, int unsettled)
    {
        lock (_credit)
        {
            _granted += granted;
            _unsettled += unsettled;
        }

        Grant();
    }

    // Only when nothing can be on its way: RabbitMQ sends more than it has credit for when new credit and messages cross, and the library ends the connection then.
    private void Grant()
    {
        lock (_credit)
        {
            if (_granted == 0 && _unsettled < _places && !_halting.IsCancellationRequested)
            {
                _granted = _places - _unsettled;
                _link.SetCredit(_granted, CreditMode.Manual);
            }
        }
    }
}
