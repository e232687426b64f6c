using System.Collections.Concurrent;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Amqp.Tests.Support;

/// <summary>A channel that only shows what channels of its flow may use.</summary>
[ReceiverChannel("context", typeof(ContextAdapter))]
public sealed record ContextOptions;

public sealed class ContextAdapter : IReceiverAdapter
{
    private static readonly ConcurrentDictionary<Sink, IFlowContext> Contexts = new();

    public ContextAdapter(ContextOptions options, IFlowContext context)
    {
        Options = options;
        Contexts[context.Services.GetRequiredService<Sink>()] = context;
    }

    public ContextOptions Options { get; }

    /// <summary>The context of a host's flow that has such a channel.</summary>
    public static IFlowContext Of(FlowHost host) => Contexts[host.Sink];

    public ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel) => new(Outcome.Next);

    public ValueTask DisposeAsync() => default;
}
