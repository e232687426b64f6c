using System.Runtime.CompilerServices;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Runtime.Tests.Support;

/// <summary>A channel by which a test sends messages into whatever version of a flow is open.</summary>
[SenderChannel("probe", typeof(ProbeSender))]
public sealed record ProbeSenderOptions
{
    /// <summary>Under this name the test finds the channel.</summary>
    public required string Address { get; init; }
}

public sealed class ProbeSender(ProbeSenderOptions options, IFlowContext context) : ISenderAdapter, IChannelProbe
{
    private readonly ProbeNetwork _network = context.Services.GetRequiredService<ProbeNetwork>();

    public IReadOnlyList<string> Endpoints => [options.Address];

    public async ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        if (_network.Hanging.TryUpdate(options.Address, true, false))
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }

        if (_network.Closed.TryGetValue(options.Address, out var refusal))
        {
            throw refusal;
        }

        _network.Open(options.Address, inlet);
    }

    public ValueTask StopAsync(CancellationToken cancel)
    {
        _network.Close(options.Address, context.Flow);
        return default;
    }

    public async IAsyncEnumerable<ProbeStep> ProbeAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        yield return ProbeStep.Passed(ProbeLayers.Target, $"{options.Address} of {context.Flow}");
    }

    public ValueTask DisposeAsync() => default;
}

public sealed class ProbeReceipt : Receipt
{
    public required int Version { get; init; }

    public Settlement? Settled { get; private set; }

    public override bool IsSynchronous => true;

    public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
    {
        Settled = settlement;
        return default;
    }
}

/// <summary>A step that waits until the test lets it go, or until it is cut.</summary>
[Step("hold", typeof(HoldStep))]
public sealed record HoldOptions : StepOptions;

public sealed class HoldStep(HoldOptions options, IStepContext context) : IStep
{
    private readonly Holds _holds = context.Services.GetRequiredService<Holds>();

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        _ = options;
        _holds.Arrived.Release();
        await _holds.Released.Task.WaitAsync(cancel);
        return Outcome.Next;
    }
}

public sealed class Holds
{
    public SemaphoreSlim Arrived { get; } = new(0);

    public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A step that can't be built.</summary>
[Step("broken", typeof(BrokenStep))]
public sealed record BrokenOptions : StepOptions;

public sealed class BrokenStep : IStep
{
    public BrokenStep() => throw new DiagnosticException(Diagnostic.Error("IA9999", new SourceSpan("orders.flow.yaml", 4, 5), "broken"));

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) => new(Outcome.Next);
}
