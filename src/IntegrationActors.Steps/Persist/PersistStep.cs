using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Persisted;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.Persist;

/// <summary>Writes at once, so that nothing has to be held until the run ends; a run that fails takes it back.</summary>
public sealed class PersistStep(PersistOptions options, IStepContext context) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await BufferAsync(exchange.Message, cancel);
        var id = await context.Stores.MessageStore.WriteAsync(
            new PersistedMessage
            {
                Exchange = exchange.Id,
                Flow = context.Flow.Flow,
                Step = options.Step,
                Message = exchange.Message,
                Properties = [.. exchange.Properties.Select(p => KeyValuePair.Create(p.Key, ExpressionValue.ToText(p.Value)))],
                KeepFor = options.KeepFor,
            },
            cancel);
        if (!options.KeepOnFailure)
        {
            exchange.Completions.Add(new TakingBack(context.Stores.MessageStore, id, exchange.IsSynchronous));
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
}
