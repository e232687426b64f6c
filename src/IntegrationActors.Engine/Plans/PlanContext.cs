using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Engine.Plans;

/// <summary>What steps see while a plan is built.</summary>
internal sealed class PlanContext(IFlowContext flow, IReadOnlyList<string> allowedHeaders, PlanBuilder builder, IReceiverStandIns? standIns) : IStepContext
{
    private readonly List<PlanReceiver> _receivers = [];

    public IReadOnlyList<PlanReceiver> Receivers => _receivers;

    /// <summary>Name of the step that is being built.</summary>
    public string Step { get; set; } = "";

    /// <summary>Where the step stands that is being built.</summary>
    internal StepPlace Place { get; set; }

    public FlowIdentity Flow => flow.Flow;

    public TimeProvider Time => flow.Time;

    public PayloadSpool Spool => flow.Spool;

    public ICredentialSource Credentials => flow.Credentials;

    public ITenantStores Stores => flow.Stores;

    public IServiceProvider Services => flow.Services;

    public IReadOnlyList<string> AllowedHeaders { get; } = allowedHeaders;

    public ReadOnlyMemory<byte> Resource(ResourceReference reference) => flow.Resource(reference);

    public void WriteLog(Exchange exchange, LogSeverity severity, string text) => flow.WriteLog(exchange, severity, text);

    public StepDefinition Definition => Place.Definition;

    public StepDefinition? Preceding => Place.Preceding;

    public StepDefinition? Following => Place.Following;

    public ISequence Sequence(StepSequence sequence) => builder.Sequence(sequence);

    public ISequence Fork(StepSequence sequence) => builder.Fork(sequence);

    public ISequence Process(ProcessReference reference) => builder.Process(reference);

    public IReceiverAdapter Connect(ReceiverChannel channel)
    {
        var adapter = standIns?.For(Step, channel, this) ?? ComponentFactory.Create<IReceiverAdapter, ReceiverChannelAttribute>(channel.Options, this);
        _receivers.Add(new PlanReceiver(Step, channel, adapter));
        return adapter;
    }
}
