using System.Runtime.CompilerServices;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Runtime.Tests.Support;

/// <summary>A channel that fetches the messages of <see cref="FetchSystem"/>.</summary>
[SenderChannel("fetch", typeof(FetchSender))]
public sealed record FetchSenderOptions
{
    /// <summary>Runs at once.</summary>
    public int Concurrency { get; init; } = 1;
}

public sealed class FetchSender(FetchSenderOptions options, IFlowContext context) : ISenderAdapter
{
    private IChannelStream? _stream;

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        var source = new Source(context.Services.GetRequiredService<FetchSystem>(), options.Concurrency);
        _stream = context.Services.GetRequiredService<IChannelStreams>().Start("fetch", source, inlet);
        return default;
    }

    public ValueTask StopAsync(CancellationToken cancel) => _stream?.StopAsync(cancel) ?? default;

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? default;

    private sealed class Source(FetchSystem system, int concurrency) : IMessageSource
    {
        public int Concurrency => concurrency;

        public ValueTask ConnectAsync(CancellationToken cancel) => default;

        public async IAsyncEnumerable<Receipt> ReceiveAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            while (true)
            {
                yield return new FetchReceipt(system, await system.TakeAsync(cancel)) { Message = new Message() };
            }
        }

        public ValueTask DisposeAsync() => default;
    }

    private sealed class FetchReceipt(FetchSystem system, int number) : Receipt
    {
        public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
        {
            system.Settled.Enqueue((number, settlement.Status));
            if (settlement.Status == MessageStatus.Abandoned)
            {
                system.Put(number);
            }

            return default;
        }

        public override ValueTask ReleaseAsync()
        {
            system.Put(number);
            return default;
        }
    }
}
