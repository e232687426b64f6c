using IntegrationActors.Adapters.Amqp.Connections;
using IntegrationActors.Adapters.Amqp.Messages;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Retries;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using AmqpMessage = Amqp.Message;

namespace IntegrationActors.Adapters.Amqp.Receiver;

/// <summary>Sends messages to a broker: (1) where to; (2) the message, read completely; (3) attempts, each settled by the broker; (4) the answer, if one is expected.</summary>
public sealed class AmqpReceiverAdapter : IReceiverAdapter, IChannelProbe
{
    private const string BadAddress = "IA1390";
    private const int LongestAddress = 1000;

    private readonly AmqpReceiverOptions _options;
    private readonly IFlowContext _context;
    private readonly SentForm _form;
    private readonly InboundHeaders _answerHeaders;
    private readonly Expression _address;
    private readonly AmqpConnector _connector;
    private readonly AmqpLinks _links;
    private readonly SendAttempts _attempts;

    /// <summary>Checks the channel.</summary>
    /// <exception cref="DiagnosticException">IA1390: a fixed address is none.</exception>
    public AmqpReceiverAdapter(AmqpReceiverOptions options, IFlowContext context)
    {
        (_options, _context) = (options, context);
        _address = (options.Queue ?? options.Topic)!;
        if (_address.Constant is { } fixedOne && Problem(fixedOne) is { } problem)
        {
            throw new DiagnosticException(Diagnostic.Error(BadAddress, _address.Span, $"the address {problem}"));
        }

        var types = new Dictionary<string, AmqpHeaderType>(options.HeaderTypes, StringComparer.OrdinalIgnoreCase);
        _form = new SentForm(new OutboundHeaders(options.Headers), types, options.MessageType == AmqpMessageType.Text, options.HeaderFormat == AmqpHeaderFormat.Replace);
        _answerHeaders = new InboundHeaders(options.ResponseHeaders);
        _connector = new AmqpConnector(options, context);
        _links = new AmqpLinks(options, _connector, context.Time);
        _attempts = new SendAttempts(options.Retry, context, fault => fault.Code is AmqpFaults.Unreachable or AmqpFaults.Broken or AmqpFaults.NotTaken or AmqpFaults.NoCredit or TokenFaults.Unreachable);
    }

    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        try
        {
            var address = await AddressAsync(exchange, cancel);                     // 1
            exchange.Log.AddReceiver($"{_options.Shown} {address}");
            var message = await MessageAsync(exchange, cancel);                     // 2
            if (expectsReply)
            {
                await AskAsync(exchange, message, address, cancel);
            }
            else
            {
                await RepeatAsync(exchange, message, address, cancel);
            }

            return Outcome.Next;
        }
        catch (FaultException e)
        {
            return Outcome.Failed(e.Fault);
        }
    }

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => _address.Constant is { } address
        ? new AmqpProbe(_connector, async (connection, limit) => (await connection.SendAsync(_links.TargetOf(address), limit)).Link, address).RunAsync(cancel)
        : new AmqpProbe(_connector, null, "The address is known when a message comes.").RunAsync(cancel);

    public ValueTask DisposeAsync() => _links.DisposeAsync();

    private async ValueTask<string> AddressAsync(Exchange exchange, CancellationToken cancel)
    {
        var address = await _address.EvaluateTextAsync(exchange, cancel);
        return Problem(address) is { } problem
            ? throw new FaultException(AmqpFaults.BadValue, $"'{_address}' gave no address: it {problem}.", "See what the message has in the place that the address is made of.")
            : address;
    }

    private async ValueTask<AmqpMessage> MessageAsync(Exchange exchange, CancellationToken cancel)
    {
        var message = await SentMessage.OfAsync(exchange, _form, cancel);
        var now = _context.Time.GetUtcNow().UtcDateTime;
        message.Header.Durable = _options.Delivery == AmqpDelivery.Persistent;
        message.Properties.CreationTime = now;
        message.Properties.SetMessageId(await TextAsync(_options.MessageId, exchange, cancel) ?? Guid.NewGuid().ToString("D"));
        if (_options.TimeToLive is { } life)
        {
            message.Header.Ttl = (uint)Math.Min(life.TotalMilliseconds, uint.MaxValue);
            message.Properties.AbsoluteExpiryTime = now + life;
        }

        if (await TextAsync(_options.ReplyTo, exchange, cancel) is { } replyTo)
        {
            message.Properties.ReplyTo = replyTo;
        }

        return message;
    }

    private async ValueTask AskAsync(Exchange exchange, AmqpMessage message, string address, CancellationToken cancel)
    {
        var id = message.Properties.MessageId;
        var inbox = await _links.InboxAsync(cancel);
        message.Properties.ReplyTo = inbox.Address;
        var answer = inbox.Expect(id);
        try
        {
            await RepeatAsync(exchange, message, address, cancel);                  // 4
            await TakeAsync(exchange, await answer.WaitAsync(_options.ReplyTimeout, _context.Time, cancel));
        }
        catch (TimeoutException)
        {
            throw new FaultException(
                AmqpFaults.NoReply,
                $"{_options.Shown}: '{address}' took the message, but no answer came within {Duration.Format(_options.ReplyTimeout)}.",
                "See whether somebody takes messages from there and answers to their reply-to address, or raise 'replyTimeout'.");
        }
        finally
        {
            inbox.Forget(id);
        }
    }

    private async ValueTask TakeAsync(Exchange exchange, ReceivedMessage answer)
    {
        var message = answer.ToMessage(_answerHeaders);
        foreach (var (name, value) in message.Headers)
        {
            exchange.Headers.Set(name, value);
        }

        await exchange.ReplaceBodyAsync(message.Body);
    }

    private ValueTask<bool> RepeatAsync(Exchange exchange, AmqpMessage message, string address, CancellationToken cancel) => _attempts.RunAsync(exchange, async () =>
    {
        await _links.SendAsync(address, message, cancel);                           // 3
        return true;
    }, cancel);

    private static async ValueTask<string?> TextAsync(Expression? expression, Exchange exchange, CancellationToken cancel) =>
        expression is not null && await expression.EvaluateTextAsync(exchange, cancel) is { Length: > 0 } text ? text : null;

    private static string? Problem(string address) => address.Length switch
    {
        0 => "is empty",
        > LongestAddress => $"has more than {LongestAddress} characters",
        _ => address.AsSpan().ContainsAnyInRange('\0', '\u001f') ? "has a control character" : null,
    };
}
