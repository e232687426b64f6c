using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Inputs;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Runtime.Flows;
using IntegrationActors.Storage;

namespace IntegrationActors.Runtime.Resends;

/// <summary>Sends messages again on this node: (1) finds the kept input; (2) asks the running version of the flow for admission; (3) commits the link; (4) runs.</summary>
internal sealed class MessageResend(TenantStores stores, RunningFlows flows, TimeProvider time) : IMessageResend
{
    private const int Unavailable = 503;

    public async Task<MessageId?> ResendAsync(string tenant, MessageId original, string by, CancellationToken cancel)
    {
        var store = stores.Get(tenant);
        if (await store.Inputs.FindAsync(original, cancel) is not { } input)                 // 1
        {
            return null;
        }

        var (inlet, admission) = await EnterAsync(tenant, input, cancel);                    // 2
        var id = MessageId.Create(time.GetUtcNow());
        try
        {
            await store.Inputs.NoteResendAsync(original, id, by);                            // 3
        }
        catch
        {
            admission.Dispose();
            throw;
        }

        _ = Task.Run(() => RunAsync(inlet, admission, Receipt(id, input)), CancellationToken.None); // 4
        return id;
    }

    private static async Task RunAsync(FlowInlet inlet, Admission admission, ResendReceipt receipt)
    {
        using (admission)
        {
            await inlet.ProcessAsync(receipt, CancellationToken.None);
        }
    }

    // A version that closes at this moment has a successor.
    private async Task<(FlowInlet Inlet, Admission Admission)> EnterAsync(string tenant, KeptInput input, CancellationToken cancel)
    {
        foreach (var flow in Versions(tenant, input.Flow))
        {
            if (flow.Inlet(input.Entry) is not { } inlet)
            {
                continue;
            }

            var admission = await inlet.EnterAsync(cancel);
            switch (admission.Kind)
            {
                case AdmissionKind.Admitted:
                    return (inlet, admission);
                case AdmissionKind.Full:
                    throw new FaultException(new Fault("IA3602", $"Flow '{input.Flow}' has all the messages it can take.", "Send the message again in a moment.") { ResponseStatus = Unavailable });
            }
        }

        throw new FaultException("IA3601", $"Flow '{input.Flow}' of tenant '{tenant}' doesn't run on this node.", "Deploy it, or ask the node that runs it.");
    }

    private IEnumerable<RunningFlow> Versions(string tenant, string flow) => flows.All
        .Where(f => string.Equals(f.Identity.Tenant, tenant, StringComparison.Ordinal) && string.Equals(f.Identity.Flow, flow, StringComparison.Ordinal))
        .OrderByDescending(f => f.Identity.Version);

    private static ResendReceipt Receipt(MessageId id, KeptInput input)
    {
        var properties = new PropertyMap();
        foreach (var (name, value) in input.Properties)
        {
            properties.Set(name, value);
        }

        return new ResendReceipt
        {
            Id = id,
            Message = input.Message,
            Properties = properties,
            CorrelationId = input.CorrelationId,
            Predecessor = input.Id,
            Sender = input.Sender,
        };
    }
}
