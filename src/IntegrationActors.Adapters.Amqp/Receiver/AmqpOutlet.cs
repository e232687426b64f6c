using Amqp;
using Amqp.Framing;
using IntegrationActors.Adapters.Amqp.Connections;
using IntegrationActors.Core.Exchanges;
using AmqpMessage = Amqp.Message;
using Outcome = Amqp.Framing.Outcome;

namespace IntegrationActors.Adapters.Amqp.Receiver;

/// <summary>A link over which messages go to one address. May be used by several at once.</summary>
internal sealed class AmqpOutlet : IAsyncDisposable
{
    // How long a message that has just got its credit may take until it counts as written.
    private static readonly TimeSpan Writing = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);

    private readonly AmqpConnection _connection;
    private readonly SenderLink _link;
    private readonly string _address;
    private readonly ulong _largest;

    private AmqpOutlet(AmqpConnection connection, SenderLink link, string address, ulong largest) => (_connection, _link, _address, _largest) = (connection, link, address, largest);

    public bool IsOpen => !_link.IsClosed && _connection.IsOpen;

    /// <summary>How many are using it now; counted by whoever gives it out.</summary>
    public int Users;

    /// <summary>Attaches a link.</summary>
    /// <exception cref="FaultException">IA3884 to IA3887: the broker does not want it.</exception>
    public static async ValueTask<AmqpOutlet> OpenAsync(AmqpConnection connection, Target target, CancellationToken cancel)
    {
        var (link, answer) = await connection.SendAsync(target, cancel);
        return new AmqpOutlet(connection, link, target.Address, answer.MaxMessageSize);
    }

    /// <summary>Sends, and waits until the broker has accepted.</summary>
    /// <exception cref="FaultException">IA3887 to IA3892: why not, and whether the message may have arrived.</exception>
    public async ValueTask SendAsync(AmqpMessage message, TimeSpan timeout, TimeProvider time, CancellationToken cancel)
    {
        CheckSize(message);
        var settled = new TaskCompletionSource<Outcome?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            // When the link goes, the library hands out an outcome of its own: the broker has not settled then.
            _link.Send(message, (link, _, outcome, _) => settled.TrySetResult(((Link)link).LinkState == LinkState.Attached && !((Link)link).IsClosed ? outcome : null), null);
            Judge(await settled.Task.WaitAsync(timeout, time, cancel), message);
        }
        catch (AmqpException)
        {
            throw Gone();
        }
        catch (TimeoutException)
        {
            throw await GiveUpAsync(message, timeout, time, settled.Task);
        }
        catch (OperationCanceledException)
        {
            Abandon(message);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _link.CloseAsync(ClosePatience, null);
        }
        catch (Exception e) when (e is AmqpException or TimeoutException or ObjectDisposedException or InvalidOperationException)
        {
            // It goes with its connection.
        }
    }

    private void CheckSize(AmqpMessage message)
    {
        var size = (ulong)(message.BodySection is Data { Buffer: { } buffer } ? buffer.Length : 0);
        if (_largest > 0 && size > _largest)
        {
            throw new FaultException(AmqpFaults.TooLarge, $"The message has {size} bytes and more, and {_connection.Shown} takes {_largest} at most for '{_address}'.", "Send less, or raise the limit of the broker.");
        }
    }

    private void Judge(Outcome? outcome, AmqpMessage message)
    {
        switch (outcome)
        {
            case Accepted:
                return;
            case Rejected rejected:
                throw AmqpFaults.Settlement(_connection.Shown, _address, $"rejected, {AmqpFaults.TextOf(rejected.Error)}", isFinal: true);
            case Modified { UndeliverableHere: true }:
                throw AmqpFaults.Settlement(_connection.Shown, _address, "modified, it can't be delivered here.", isFinal: true);
            case Modified:
                throw AmqpFaults.Settlement(_connection.Shown, _address, "modified, its delivery failed.", isFinal: false);
            case Released:
                throw AmqpFaults.Settlement(_connection.Shown, _address, "released.", isFinal: false);
            default:
                throw message.DeliveryTag is null ? Gone() : AmqpFaults.Lost(_connection.Shown, _address, Gone().Fault.Message);
        }
    }

    // The library may take back what it has not written. What was written stays in a list of the session until the broker settles it, and trying to take that back damages the list.
    private bool Abandon(AmqpMessage message)
    {
        if (message.DeliveryTag is null)
        {
            _link.Cancel(message);
            return true;
        }

        _connection.IsDoubtful = true;
        return false;
    }

    private FaultException Gone() => _connection.WhyGone(_link, _address);

    private async ValueTask<FaultException> GiveUpAsync(AmqpMessage message, TimeSpan timeout, TimeProvider time, Task<Outcome?> settled)
    {
        if (Abandon(message))
        {
            await Task.WhenAny(settled, Task.Delay(Writing, time, CancellationToken.None));
        }

        return message.DeliveryTag is null
            ? AmqpFaults.Full(_connection.Shown, _address, timeout)
            : AmqpFaults.Lost(_connection.Shown, _address, $"nothing came within {Core.Options.Duration.Format(timeout)}.");
    }
}
