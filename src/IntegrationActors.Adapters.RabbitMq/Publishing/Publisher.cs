using IntegrationActors.Adapters.RabbitMq.Connections;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using RabbitMQ.Client.Exceptions;

namespace IntegrationActors.Adapters.RabbitMq.Publishing;

/// <summary>
/// Sends messages of one channel, many at once over one link: (1) a link that works, as far as is known; (2) an exchange that exists; (3) a broker that takes messages; (4) the message, and its confirmation.
/// A link over which something failed gets no new messages; those that wait for their confirmation still get it.
/// </summary>
internal sealed class Publisher(BrokerConnector connector, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private PublishLink? _link;
    private bool _isDisposed;

    /// <summary>Makes things when a connection is made, before the first message.</summary>
    public Func<BrokerConnection, CancellationToken, ValueTask> Prepare { get; init; } = static (_, _) => default;

    /// <summary>Connects, if there is no connection.</summary>
    /// <exception cref="FaultException">The broker can't be reached, or refused.</exception>
    public async ValueTask ConnectAsync(CancellationToken cancel)
    {
        var link = await EnterAsync(cancel);
        await link.LeaveAsync();
    }

    /// <summary>Sends a message; when this returns, the broker has it.</summary>
    /// <exception cref="FaultException">IA3912: it may have arrived. All others: it has not, or only where the fault says.</exception>
    public async ValueTask PublishAsync(Letter letter, CancellationToken cancel)
    {
        var link = await EnterAsync(cancel);                                                    // 1
        try
        {
            await PublishAsync(link, letter, cancel);
        }
        finally
        {
            await link.LeaveAsync();
        }
    }

    /// <summary>Sends a message that asks, and waits for the answer, which comes back over the same link.</summary>
    /// <exception cref="FaultException">As for a message; IA3914: no answer in time.</exception>
    public async ValueTask<Reply> AskAsync(Letter letter, TimeSpan patience, CancellationToken cancel)
    {
        var link = await EnterAsync(cancel);                                                    // 1
        try
        {
            var id = letter.Properties.CorrelationId!;
            var replies = await link.RepliesAsync(cancel);
            var answer = replies.Expect(id);
            try
            {
                await PublishAsync(link, letter, cancel);
                return await answer.WaitAsync(patience, time, cancel);
            }
            catch (TimeoutException e)
            {
                throw new FaultException(RabbitMqFaults.NoReply, $"{link.Shown}: no reply from '{Shown(letter)}' within {Duration.Format(patience)}.", "See whether anybody consumes there, or raise 'replyTimeout'.", e);
            }
            finally
            {
                replies.Forget(id);
            }
        }
        finally
        {
            await link.LeaveAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _isDisposed = true;
            await (_link?.RetireAsync() ?? default);
            _link = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static string Shown(Letter letter) => letter.Exchange.Length == 0 ? letter.RoutingKey : $"{letter.Exchange}/{letter.RoutingKey}";

    private static async ValueTask PublishAsync(PublishLink link, Letter letter, CancellationToken cancel)
    {
        try
        {
            await link.CheckExchangeAsync(letter.Exchange, cancel);                             // 2
            await link.UnblockedAsync(cancel);                                                  // 3
            await link.SendAsync(letter, cancel);                                               // 4
        }
        catch (FaultException e) when (e.Fault.Code != RabbitMqFaults.Broken)
        {
            throw;
        }
        catch (PublishException e)
        {
            throw new FaultException(e.IsReturn
                ? RabbitMqFaults.UnroutableTo(link.Shown, letter.Exchange, letter.RoutingKey)
                : RabbitMqFaults.RefusedBy(link.Shown, letter.Exchange, letter.RoutingKey));
        }
        catch (Exception e)
        {
            // Over a link that is only blocked the next messages learn that before they are sent.
            await (link.IsBlocked ? default : link.RetireAsync());
            cancel.ThrowIfCancellationRequested();
            throw link.FaultOf(e, letter) is { } fault ? new FaultException(fault) : e;
        }
    }

    private async ValueTask<PublishLink> EnterAsync(CancellationToken cancel)
    {
        // Behind others who look for a connection in vain nobody waits longer than for a connection.
        if (!await _gate.WaitAsync(connector.Options.Timeout, cancel))
        {
            throw new FaultException(RabbitMqFaults.Late(connector.Shown, connector.Options.Timeout));
        }

        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_link is { } open && open.TryEnter())
            {
                return open;
            }

            await (_link?.RetireAsync() ?? default);
            _link = null;
            _link = await PublishLink.OpenAsync(connector, Prepare, cancel);
            _link.TryEnter();
            return _link;
        }
        finally
        {
            _gate.Release();
        }
    }
}
