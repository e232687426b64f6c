using IntegrationActors.Core.Exchanges;
using IntegrationActors.Runtime;
using IntegrationActors.Storage;

namespace IntegrationActors.Management.Tests;

/// <summary>A runtime that sends again whatever has a kept input, and runs nothing.</summary>
internal sealed class FakeResend(TenantStores stores, TimeProvider time) : IMessageResend
{
    public async Task<MessageId?> ResendAsync(string tenant, MessageId original, string by, CancellationToken cancel)
    {
        var inputs = stores.Get(tenant).Inputs;
        if (!await inputs.HasAsync(original, cancel))
        {
            return null;
        }

        var successor = MessageId.Create(time.GetUtcNow());
        await inputs.NoteResendAsync(original, successor, by);
        return successor;
    }
}
