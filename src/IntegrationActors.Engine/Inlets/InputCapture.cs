using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Inputs;

namespace IntegrationActors.Engine.Inlets;

/// <summary>What came in with a message, held until it is known whether it is kept. Steps replace payloads and never edit them, so the first ones are shared, not copied.</summary>
internal sealed class InputCapture(KeptInput input)
{
    /// <summary>Takes hold of the input. Null when the sender breaks off; the run meets that by itself.</summary>
    public static async ValueTask<InputCapture?> TakeAsync(Receipt receipt, MessageRecord record, int entry, CancellationToken cancel)
    {
        var message = receipt.Message;
        var copy = new Message { Headers = message.Headers.Copy() };
        try
        {
            await message.Body.BufferAsync(cancel);
            copy.Body = message.Body.Share();
            foreach (var attachment in message.HasAttachments ? message.Attachments : [])
            {
                await attachment.Content.BufferAsync(cancel);
                copy.Attachments.Add(attachment with { Content = attachment.Content.Share() });
            }

            return new InputCapture(Input(receipt, record, entry, copy));
        }
        catch (Exception e) when (e is FaultException or IOException or OperationCanceledException)
        {
            await using var given = Input(receipt, record, entry, copy);
            return null;
        }
    }

    /// <summary>Keeps the input if the flow wants it for a message that ended like this.</summary>
    public async ValueTask EndAsync(IMessageInputs? inputs, KeepInput which, MessageStatus status)
    {
        // A message in RETRY comes again by itself: its queue has it.
        if (inputs is not null && (which == KeepInput.All || status is not (MessageStatus.Completed or MessageStatus.Discarded or MessageStatus.Retry)))
        {
            await inputs.KeepAsync(input);
        }

        await input.DisposeAsync();
    }

    private static KeptInput Input(Receipt receipt, MessageRecord record, int entry, Message message) => new()
    {
        Id = record.Id,
        Flow = record.Flow.Flow,
        Entry = entry,
        Message = message,
        Properties = [.. from property in receipt.Properties where property.Value is string select KeyValuePair.Create(property.Key, (string)property.Value)],
        CorrelationId = record.CorrelationId ?? record.Id.ToString(),
        Sender = receipt.Sender,
    };
}
