namespace IntegrationActors.Core.Adapters;

/// <summary>A channel that is fetching its messages. Disposing stops it and waits until the last message inside is settled.</summary>
public interface IChannelStream : IAsyncDisposable
{
    /// <summary>How the channel is doing now.</summary>
    ChannelStatus Status { get; }

    /// <summary>Takes no more messages. Returns when none can enter the flow any more; a message that was taken and did not enter is given back.</summary>
    ValueTask StopAsync(CancellationToken cancel);
}
