using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Engine.Plans;

/// <summary>
/// A version of a flow, ready to run: a graph of nodes with next-pointers. Immutable and shared by all exchanges. Owns the receiver adapters of its channels.
/// </summary>
public sealed class FlowPlan : IAsyncDisposable
{
    private readonly IFlowContext _context;

    internal FlowPlan(IFlowContext context, PlanSettings settings, PlanContent content)
    {
        _context = context;
        Receivers = content.Receivers;
        Settings = settings;
        Nodes = content.Nodes;
        Main = content.Main;
        Entries = content.Entries;
    }

    public FlowIdentity Flow => _context.Flow;

    public PlanSettings Settings { get; }

    /// <summary>All steps by index, for the message processing log.</summary>
    public IReadOnlyList<PlanNode> Nodes { get; }

    /// <summary>The process of the flow's own steps, for whoever runs it without a sender channel.</summary>
    public PlanProcess Main { get; }

    /// <summary>Where messages come in: each sender channel with the process it starts, those that the author wrote before those of steps.</summary>
    public IReadOnlyList<PlanEntry> Entries { get; }

    /// <summary>Where messages go out, in the order of the steps.</summary>
    public IReadOnlyList<PlanReceiver> Receivers { get; }

    /// <summary>Builds the sender adapter of an entry; the caller owns it.</summary>
    public ISenderAdapter CreateSender(PlanEntry entry) => entry.Emitter?.CreateSender() ?? ComponentFactory.Create<ISenderAdapter, SenderChannelAttribute>(entry.Channel.Options, _context);

    /// <summary>Prepares the receiver channels; call once, before messages enter.</summary>
    /// <exception cref="FaultException">A channel can't be prepared now.</exception>
    public async ValueTask StartAsync(CancellationToken cancel)
    {
        foreach (var receiver in Receivers)
        {
            await receiver.Adapter.StartAsync(cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var receiver in Receivers)
        {
            await receiver.Adapter.DisposeAsync();
        }
    }
}
