using System.Runtime.CompilerServices;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Queues.Receiver;

/// <summary>Puts messages into a queue: (1) its name; (2) the message, read completely, since the flow goes on with it; (3) the commit.</summary>
public sealed class QueueReceiverAdapter : IReceiverAdapter
{
    private const string BadComputedName = "IA3510";

    private readonly QueueReceiverOptions _options;
    private readonly IFlowContext _context;

    /// <summary>Checks the channel.</summary>
    /// <exception cref="DiagnosticException">IA1360: a fixed name is none of a queue.</exception>
    public QueueReceiverAdapter(QueueReceiverOptions options, IFlowContext context)
    {
        (_options, _context) = (options, context);
        if (options.Name.Constant is { } name && !QueueNames.IsValid(name))
        {
            throw new DiagnosticException(Diagnostic.Error(QueueNames.BadName, options.Name.Span, $"'{name}' {QueueNames.Rule}"));
        }
    }

    public ValueTask StartAsync(CancellationToken cancel) =>
        _options.Name.Constant is { } name ? _context.Stores.Queues.DeclareAsync(new QueueDeclaration(name, _options.Access), cancel) : default;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        try
        {
            var name = await NameAsync(exchange, cancel);                                           // 1
            exchange.Log.AddReceiver(QueueNames.Shown(name));
            await BufferAsync(exchange.Message, cancel);                                            // 2
            await _context.Stores.Queues.PutAsync(name, await MessageAsync(exchange, cancel), cancel); // 3
            return Outcome.Next;
        }
        catch (FaultException e)
        {
            return Outcome.Failed(e.Fault);
        }
    }

    public ValueTask DisposeAsync() => default;

    private async ValueTask<string> NameAsync(Exchange exchange, CancellationToken cancel)
    {
        var name = await _options.Name.EvaluateTextAsync(exchange, cancel);
        return QueueNames.IsValid(name)
            ? name
            : throw new FaultException(new Fault(
                BadComputedName,
                $"The name of the queue, '{_options.Name}', gave '{Shorten(name)}', and that {QueueNames.Rule}.",
                "See what the message has in the place that the name is made of."));
    }

    private static async ValueTask BufferAsync(Message message, CancellationToken cancel)
    {
        await message.Body.BufferAsync(cancel);
        if (message.HasAttachments)
        {
            foreach (var attachment in message.Attachments)
            {
                await attachment.Content.BufferAsync(cancel);
            }
        }
    }

    private async ValueTask<QueuedMessage> MessageAsync(Exchange exchange, CancellationToken cancel) => new()
    {
        Id = MessageId.Create(_context.Time.GetUtcNow()),
        Message = Copy(exchange.Message),
        Properties = _options.TransferProperties ? QueuedProperties.Of(exchange.Properties) : [],
        CorrelationId = exchange.Log.CorrelationId ?? exchange.Id.ToString(),
        Predecessor = exchange.Id,
        Sender = exchange.Log.Sender,
        DeduplicationId = _options.DeduplicationId is { } id && await id.EvaluateTextAsync(exchange, cancel) is { Length: > 0 } text ? text : null,
        RememberFor = _options.RememberFor,
        OverdueAfter = _options.OverdueAfter,
        ExpiresAfter = _options.ExpiresAfter,
    };

    // Body and attachments stay the exchange's; only the headers differ.
    private Message Copy(Message message)
    {
        var copy = new Message { Headers = message.Headers.Copy(), Body = message.Body };
        copy.Headers.Set(QueueHeaders.Writer, _context.Flow.Flow);
        if (message.HasAttachments)
        {
            foreach (var attachment in message.Attachments)
            {
                copy.Attachments.Add(attachment);
            }
        }

        return copy;
    }

    private static string Shorten(string name) => name.Length <= QueueDeclaration.LongestName ? name : $"{name[..QueueDeclaration.LongestName]}…";
}
