using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace IntegrationActors.Core.Adapters;

/// <summary>Taking out of the channels of .NET, which hand items from one task to another.</summary>
public static class ChannelReaders
{
    /// <summary>The next item. Whoever is cancelled has taken none; with <c>ReadAsync</c> of .NET 10.0 one that is written in that moment is lost.</summary>
    /// <exception cref="ChannelClosedException">There is none, and none will come.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<T> NextAsync<T>(this ChannelReader<T> reader, CancellationToken cancel)
    {
        T? next;
        while (!reader.TryRead(out next))
        {
            if (!await reader.WaitToReadAsync(cancel))
            {
                throw new ChannelClosedException();
            }
        }

        return next;
    }
}
