using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using IntegrationActors.Adapters.Amqp.Connections;
using IntegrationActors.Adapters.Amqp.Messages;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Amqp.Receiver;

/// <summary>A temporary address of the broker, to which answers come; found by the ids of what they answer.</summary>
internal sealed class ReplyInbox
{
    private const int Credit = 100;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<ReceivedMessage>> _awaited = new(StringComparer.Ordinal);
    private readonly AmqpConnection _connection;
    private readonly ReceiverLink _link;
    private readonly ByteSize _largest;
    private readonly uint _handle;

    private ReplyInbox(AmqpConnection connection, ReceiverLink link, Attach answer, string address, ByteSize largest)
    {
        (_connection, _link, _handle, Address, _largest) = (connection, link, answer.Handle, address, largest);
        link.AddClosedCallback((_, _) =>
        {
            foreach (var waiting in _awaited.Values)
            {
                waiting.TrySetException(_connection.WhyGone(_link, Address));
            }
        });
    }

    public string Address { get; }

    public bool IsOpen => !_link.IsClosed && _connection.IsOpen;

    /// <summary>Asks the broker for an address.</summary>
    /// <exception cref="FaultException">IA3893: the broker gives no temporary addresses.</exception>
    public static async ValueTask<ReplyInbox> OpenAsync(AmqpConnection connection, ByteSize largest, CancellationToken cancel)
    {
        var (link, answer) = await connection.ReceiveAsync(new Source { Dynamic = true }, null, cancel);
        if (answer.Source is not Source { Address: { Length: > 0 } address })
        {
            throw new FaultException(AmqpFaults.NoReply, $"{connection.Shown} gives no temporary address, so no answer can come.", "Use 'send', with 'replyTo' if somebody else takes the answer.");
        }

        var inbox = new ReplyInbox(connection, link, answer, address, largest);
        link.Start(Credit, inbox.Arrive);
        return inbox;
    }

    /// <summary>Expects the answer to a message that will be sent. To be ended with <see cref="Forget"/>.</summary>
    public Task<ReceivedMessage> Expect(string messageId) => _awaited.GetOrAdd(messageId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Forget(string messageId) => _awaited.TryRemove(messageId, out _);

    // An answer that nobody waits for any more is late; it is accepted, since nobody else will come for it.
    private void Arrive(IReceiverLink link, global::Amqp.Message delivery)
    {
        var content = _connection.TakeContent(_handle);
        link.Accept(delivery);
        try
        {
            var message = ReceivedMessage.Read(content, _largest);
            if (message.CorrelationId is { } id && _awaited.TryGetValue(id, out var waiting))
            {
                waiting.TrySetResult(message);
            }
        }
        catch (FaultException)
        {
            // Of what can't be read nobody knows whom it answers: who waits learns it by the end of the wait.
        }
    }
}
