using System.Threading.Channels;
using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Core.Tests.Adapters;

public sealed class ChannelReadersTests
{
    // With ReadAsync about one in 2,500 is lost.
    private const int Rounds = 50_000;

    [Fact]
    public async Task What_is_written_while_the_reader_is_cancelled_is_taken_or_left()
    {
        var lost = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var channel = Channel.CreateUnbounded<int>();
            using var cancel = new CancellationTokenSource();
            var reading = Task.Run(() => TakenAsync(channel.Reader, cancel.Token), CancellationToken.None);
            var writing = Task.Run(() => channel.Writer.TryWrite(1), CancellationToken.None);
            await Task.Run(cancel.Cancel, CancellationToken.None);
            await writing;
            lost += 1 - await reading - channel.Reader.Count;
        }

        Assert.Equal(0, lost);
    }

    [Fact]
    public async Task Nothing_comes_out_of_one_that_is_closed_and_empty()
    {
        var channel = Channel.CreateUnbounded<int>();
        channel.Writer.TryWrite(1);
        channel.Writer.Complete();

        Assert.Equal(1, await channel.Reader.NextAsync(CancellationToken.None));
        await Assert.ThrowsAsync<ChannelClosedException>(() => channel.Reader.NextAsync(CancellationToken.None).AsTask());
    }

    private static async Task<int> TakenAsync(ChannelReader<int> reader, CancellationToken cancel)
    {
        try
        {
            return await reader.NextAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }
}
