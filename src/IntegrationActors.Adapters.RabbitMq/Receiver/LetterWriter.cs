using System.Globalization;
using System.Text;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.RabbitMq.Messages;
using IntegrationActors.Adapters.RabbitMq.Publishing;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Receiver;

/// <summary>Makes of a message of a flow what the broker gets, and checks what expressions gave before anything is sent.</summary>
internal sealed class LetterWriter
{
    public const string BadConstant = "IA1395";

    private readonly RabbitMqReceiverOptions _options;
    private readonly OutboundHeaders _headers;

    /// <summary>Checks what is constant.</summary>
    /// <exception cref="DiagnosticException">IA1395: a constant is nothing that the broker takes.</exception>
    public LetterWriter(RabbitMqReceiverOptions options)
    {
        (_options, _headers) = (options, new OutboundHeaders(options.Headers));
        foreach (var text in (Expression?[])[options.Exchange, options.RoutingKey, options.MessageId, options.CorrelationId, options.ReplyTo, options.Type, options.ContentEncoding])
        {
            Check(text, ProblemOf);
        }

        Check(options.Priority, text => TryPriority(text, out _) ? null : "is no priority from 0 to 255");
    }

    /// <summary>The message as it goes out; its body is read completely.</summary>
    /// <exception cref="FaultException">IA3913: an expression gave what can't be sent.</exception>
    public async ValueTask<Letter> WriteAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        var properties = SentProperties.Of(exchange, _headers);
        properties.DeliveryMode = _options.Persistent ? DeliveryModes.Persistent : DeliveryModes.Transient;
        properties.MessageId = await TextAsync(_options.MessageId, "messageId", exchange, cancel) ?? properties.MessageId;
        properties.CorrelationId = await TextAsync(_options.CorrelationId, "correlationId", exchange, cancel) ?? (expectsReply ? Guid.NewGuid().ToString() : null);
        properties.ReplyTo = expectsReply ? Replies.Queue : await TextAsync(_options.ReplyTo, "replyTo", exchange, cancel);
        properties.Type = await TextAsync(_options.Type, "type", exchange, cancel);
        properties.ContentEncoding = await TextAsync(_options.ContentEncoding, "contentEncoding", exchange, cancel);
        properties.Expiration = _options.TimeToLive is { } live ? ((long)live.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : null;
        if (await TextAsync(_options.Priority, "priority", exchange, cancel) is { } priority)
        {
            properties.Priority = TryPriority(priority, out var number) ? number : throw RabbitMqFaults.Value("'priority'", priority, "is no priority from 0 to 255");
        }

        return new Letter(
            await TextAsync(_options.Exchange, "exchange", exchange, cancel) ?? "",
            await TextAsync(_options.RoutingKey, "routingKey", exchange, cancel) ?? "",
            _options.Mandatory,
            properties,
            await exchange.Body.ReadBytesAsync(cancel));
    }

    // Null when there is nothing.
    private static async ValueTask<string?> TextAsync(Expression? expression, string option, Exchange exchange, CancellationToken cancel)
    {
        if (expression is null || await expression.EvaluateTextAsync(exchange, cancel) is not { Length: > 0 } text)
        {
            return null;
        }

        return ProblemOf(text) is { } problem ? throw RabbitMqFaults.Value($"'{option}'", text, problem) : text;
    }

    private static string? ProblemOf(string text) => Encoding.UTF8.GetByteCount(text) > Letter.LongestShortText ? "is longer than 255 bytes" : null;

    private static bool TryPriority(string text, out byte priority) => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out priority);

    private static void Check(Expression? expression, Func<string, string?> problemOf)
    {
        if (expression?.Constant is { } text && problemOf(text) is { } problem)
        {
            throw new DiagnosticException(Diagnostic.Error(BadConstant, expression.Span, $"'{Fault.Cut(text)}' {problem}"));
        }
    }
}
