using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Contracts;

/// <summary>The beginning of flows that tests send messages into.</summary>
[SenderChannel("direct", typeof(DirectAdapter))]
public sealed record DirectOptions;

public sealed class DirectAdapter(DirectOptions options, IFlowContext context) : ISenderAdapter
{
    public DirectOptions Options => options;

    public IFlowContext Context => context;

    public IReadOnlyList<string> Endpoints => [];

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel) => default;

    public ValueTask StopAsync(CancellationToken cancel) => default;

    public ValueTask DisposeAsync() => default;
}
