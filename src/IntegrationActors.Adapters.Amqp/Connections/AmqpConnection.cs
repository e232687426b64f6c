using Amqp;
using Amqp.Framing;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>A connection with one session. Links are made through it; when it is gone, so are they.</summary>
internal sealed class AmqpConnection : IAsyncDisposable
{
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);

    private readonly Connection _connection;
    private readonly Session _session;
    private readonly AmqpTransport _transport;
    private readonly AmqpChannelOptions _options;
    private readonly string _prefix = Guid.NewGuid().ToString("N");

    // The library tells the sessions and links that it knows when a connection ends; one that is just being made then never hears of it.
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _links;

    public AmqpConnection(Connection connection, AmqpTransport transport, AmqpChannelOptions options)
    {
        (_connection, _transport, _options) = (connection, transport, options);
        _session = new Session(connection);
        connection.AddClosedCallback((_, _) => _ended.TrySetResult());
        _session.AddClosedCallback((_, _) => _ended.TrySetResult());
    }

    public bool IsOpen => !_connection.IsClosed && !_session.IsClosed;

    /// <summary>The broker did not settle in time what it was sent: who is using the connection may end, but nobody should begin.</summary>
    public bool IsDoubtful { get; set; }

    public string Shown => _options.Shown;

    /// <summary>Content of the message that the library has just handed out; to be called where it does so.</summary>
    public ArrivingContent TakeContent(uint handle) => _transport.Frames.TakeContent(handle);

    /// <summary>A link that receives. No message comes before it is given credit.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="name">Name of the link, by which the broker keeps a durable subscription; null: any.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The link, and what the broker said when it was attached.</returns>
    /// <exception cref="FaultException">IA3884 to IA3887: the broker does not want it.</exception>
    public async ValueTask<(ReceiverLink Link, Attach Answer)> ReceiveAsync(Source source, string? name, CancellationToken cancel)
    {
        var attach = new Attach
        {
            Source = source,
            Target = new Target(),
            SndSettleMode = SenderSettleMode.Unsettled,
            RcvSettleMode = ReceiverSettleMode.First,
            MaxMessageSize = (ulong)_options.MaxMessageSize.Bytes,
        };
        return await AttachAsync(attached => new ReceiverLink(_session, name ?? NextName(), attach, attached), source.Address ?? "(temporary)", answer => answer.Source is not null, cancel);
    }

    /// <summary>A link that sends.</summary>
    /// <exception cref="FaultException">IA3884 to IA3887: the broker does not want it.</exception>
    public async ValueTask<(SenderLink Link, Attach Answer)> SendAsync(Target target, CancellationToken cancel)
    {
        var attach = new Attach { Source = new Source(), Target = target, SndSettleMode = SenderSettleMode.Unsettled, RcvSettleMode = ReceiverSettleMode.First };
        return await AttachAsync(attached => new SenderLink(_session, NextName(), attach, attached), target.Address, answer => answer.Target is not null, cancel);
    }

    /// <summary>Why the connection or a link of it is gone. Brokers say by link, by session or by connection that they don't want an address; whichever ended first, the reason is the one that counts.</summary>
    public FaultException WhyGone(Link link, string address) => _connection.IsClosed
        ? AmqpFaults.Ended(Shown, address, _connection.Error ?? _session.Error ?? link.Error)
        : AmqpFaults.Detached(Shown, address, link.Error ?? _session.Error);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.CloseAsync(ClosePatience, null);
        }
        catch (Exception e) when (e is AmqpException or TimeoutException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // It was broken already, or the broker does not answer: then it learns from the end of the transport.
        }

        _transport.Close();
    }

    private async ValueTask<(TLink Link, Attach Answer)> AttachAsync<TLink>(Func<OnAttached, TLink> create, string address, Func<Attach, bool> isWanted, CancellationToken cancel)
        where TLink : Link
    {
        var attached = new TaskCompletionSource<Attach>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_options.Timeout);
        TLink? link = null;
        try
        {
            link = create((_, answer) =>
            {
                // A broker that refuses answers without a source or target; why comes with the detach behind it.
                if (isWanted(answer))
                {
                    attached.TrySetResult(answer);
                }
            });
            link.AddClosedCallback((closed, _) => attached.TrySetException(WhyGone((Link)closed, address)));
            var first = await Task.WhenAny(attached.Task, _ended.Task).WaitAsync(limit.Token);
            return first == attached.Task ? (link, await attached.Task) : throw WhyGone(link, address);
        }
        catch (AmqpException e)
        {
            throw link is null ? AmqpFaults.Ended(Shown, address, _connection.Error ?? _session.Error ?? e.Error) : WhyGone(link, address);
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            throw new FaultException(AmqpFaults.Broken, $"{Shown}: no answer about '{address}' within {Core.Options.Duration.Format(_options.Timeout)}.", "See why the broker is slow, or raise 'timeout'.");
        }
    }

    private string NextName() => $"{_prefix}-{Interlocked.Increment(ref _links)}";
}
