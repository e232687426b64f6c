using IntegrationActors.Core.Exchanges;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Queues;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Runtime;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Queues;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Messages;

/// <summary>Sends messages again: from the input that their flow kept, or where a queue still has them, by trying them again there.</summary>
internal sealed class MessageResender(TenantDirectory tenants, IMessageResend resend, QueuesOf queuesOf)
{
    public async Task<ResendView> ResendAsync(string tenant, string id, string by, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        var message = (MessageId.TryParse(id, out var key) ? await store.Messages.FindAsync(key, cancel) : null)?.Message
            ?? throw ProblemException.NotFound($"there is no message '{id}' in the log of tenant '{tenant}'");
        return await TryAsync(store, message.Id, by, cancel) ?? throw ProblemException.Of(
            StatusCodes.Status409Conflict,
            ProblemCode.NoInput,
            "The input was not kept",
            $"the input of message '{id}' is not there any more; with 'keepInput: failed' (or all) in flow '{message.Flow}' it is kept from the next message on, up to 8 MB");
    }

    /// <summary>Sends a message again.</summary>
    /// <returns>Null when its input is nowhere.</returns>
    public async Task<ResendView?> TryAsync(TenantStore store, MessageId message, string by, CancellationToken cancel)
    {
        if (await resend.ResendAsync(store.Tenant, message, by, cancel) is { } successor)
        {
            return new ResendView(successor.ToString(), message.ToString());
        }

        var queues = queuesOf(store);
        foreach (var queue in await queues.ListAsync(cancel))
        {
            if (queue.Total > 0 && (await queues.RetryAsync(queue.Name, new QueueSelection { Ids = [message] }, cancel)).Count > 0)
            {
                return new ResendView(message.ToString(), message.ToString(), queue.Name);
            }
        }

        return null;
    }
}
