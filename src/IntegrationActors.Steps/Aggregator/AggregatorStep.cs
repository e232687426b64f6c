using System.Globalization;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Steps.Aggregations;
using IntegrationActors.Steps.Bulks;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.Aggregator;

/// <summary>
/// Takes messages in: (1) what they belong to; (2) the content, checked, so that a gathered message can be made of it; (3) the place, and whether it is the last; (4) the commit. What is complete or timed
/// out is brought on by <see cref="AggregationSource"/>.
/// </summary>
public sealed class AggregatorStep : IEmittingStep
{
    private readonly AggregatorOptions _options;
    private readonly IStepContext _context;
    private readonly AggregationRule _rule;
    private readonly AggregationBell _bell = new();

    public AggregatorStep(AggregatorOptions options, IStepContext context)
    {
        (_options, _context) = (options, context);
        _rule = new AggregationRule
        {
            Timeout = options.CompletionTimeout,
            FromFirst = options.TimeoutFrom == TimeoutFrom.FirstArrival,
            Size = options.CompletionSize,
            MostMessages = options.MaxMessages,
            MostBytes = options.MaxSize.Bytes,
        };
    }

    public StepSequence Emission => _options.Steps;

    public ISenderAdapter CreateSender() => new AggregatorSenderAdapter(_options, _context, _bell);

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var correlation = await _options.Correlation.EvaluateTextAsync(exchange, cancel); // 1
        if (correlation.Length == 0)
        {
            return Outcome.Failed(Uncorrelated());
        }

        await BufferAsync(exchange.Message, cancel);
        var message = new Message { Headers = exchange.Headers, Body = await ContentAsync(exchange.Body, cancel) }; // 2
        foreach (var attachment in exchange.Message.HasAttachments ? exchange.Message.Attachments : [])
        {
            message.Attachments.Add(attachment);
        }

        var added = new AggregatedMessage
        {
            Id = await AddedMessages.Of(exchange).IdAsync(exchange, _options.Name!, message.Body, cancel),
            Message = message,
            Properties = [.. exchange.Properties.Select(p => KeyValuePair.Create(p.Key, ExpressionValue.ToText(p.Value))), KeyValuePair.Create(Aggregate.Origin, exchange.Id.ToString())],
            Entry = new AggregationEntry(_context.Flow, exchange.Log.Level, exchange.Id),
            Sequence = await PlaceAsync(exchange, cancel),                          // 3
            IsLast = _options.Last is { } last && await last.HoldsAsync(exchange, cancel),
        };
        var key = new AggregationKey(_context.Flow.Flow, _options.Name!, correlation);
        var state = await _context.Stores.AggregatorStates.AddAsync(key, added, _rule, cancel); // 4
        if (state.Completion != AggregationCompletion.None)
        {
            _bell.Ring();
        }

        return Outcome.Next;
    }

    private static async ValueTask BufferAsync(Message message, CancellationToken cancel)
    {
        await message.Body.BufferAsync(cancel);
        foreach (var attachment in message.HasAttachments ? message.Attachments : [])
        {
            await attachment.Content.BufferAsync(cancel);
        }
    }

    // Texts are kept in UTF-8, whatever their sender declared; XML and JSON say themselves what they are.
    private async ValueTask<Payload> ContentAsync(Payload body, CancellationToken cancel)
    {
        switch (_options.Format)
        {
            case AggregationFormat.Xml:
                XmlBulk.Check(body, cancel);
                return body;
            case AggregationFormat.Json:
                await JsonBulk.ReadAsync(body, cancel);
                return body;
            default:
                return body.Encoding.CodePage == System.Text.Encoding.UTF8.CodePage ? body : Payload.FromText(body.AsText());
        }
    }

    private async ValueTask<long?> PlaceAsync(Exchange exchange, CancellationToken cancel)
    {
        if (_options.Sequence is not { } sequence)
        {
            return null;
        }

        var text = await sequence.EvaluateTextAsync(exchange, cancel);
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var place)
            && place == decimal.Truncate(place) && place is >= 1 and <= long.MaxValue
            ? (long)place
            : throw new FaultException(
                "IA3542", $"The place of the message, {sequence}, is '{NamedDataStore.Shorten(text)}'; it must be a whole number from 1.", "See what the message has there, or leave 'sequence' away.");
    }

    private Fault Uncorrelated() => new(
        "IA3541", $"It can't be told what the message belongs to: {_options.Correlation} gives nothing.", "See what the message has in this place.");
}
