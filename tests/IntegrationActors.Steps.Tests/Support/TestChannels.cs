using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Tests.Support;

/// <summary>The sender of all flows under test; <see cref="FlowTest"/> hands the message in itself.</summary>
[SenderChannel("test", typeof(TestReceipt))]
public sealed record TestSenderOptions;

/// <summary>A receiver system whose behaviour a test writes in place.</summary>
[ReceiverChannel("stub", typeof(StubReceiverAdapter))]
public sealed record StubReceiverOptions;

/// <summary>Takes the body, and answers as the test says.</summary>
public sealed class StubReceiverAdapter(StubReceiverOptions options, IFlowContext context) : IReceiverAdapter
{
    private readonly TestFlowContext _test = (TestFlowContext)context.Services.GetService(typeof(TestFlowContext))!;

    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        _ = options;
        _test.Sent.Add(await exchange.Body.ReadTextAsync(cancel));
        return expectsReply ? _test.Receive(exchange) : Outcome.Next;
    }

    public ValueTask DisposeAsync() => default;
}

/// <summary>A receiver system that never answers.</summary>
[ReceiverChannel("endless", typeof(EndlessReceiverAdapter))]
public sealed record EndlessReceiverOptions;

/// <summary>Waits until it is cut off.</summary>
public sealed class EndlessReceiverAdapter : IReceiverAdapter
{
    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        await Task.Delay(Timeout.Infinite, cancel);
        return Outcome.Next;
    }

    public ValueTask DisposeAsync() => default;
}
