using System.Buffers.Binary;
using IntegrationActors.Adapters.Amqp.Connections;

namespace IntegrationActors.Adapters.Amqp.Tests.Connections;

/// <summary>What of the broker's bytes the library sees.</summary>
public sealed class IncomingFramesTests
{
    private static readonly byte[] Header = [.. "AMQP"u8, 0, 1, 0, 0];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void Content_stays_here_however_the_bytes_are_cut(int piece)
    {
        var content = new byte[50_000];
        new Random(1).NextBytes(content);
        byte[] whole = [.. Header, .. Transfer(7, 1, content.AsSpan(0, 30_000), more: true), .. Empty(), .. Transfer(7, null, content.AsSpan(30_000), more: false), .. Transfer(3, 2, "x"u8, more: false)];
        var frames = new IncomingFrames(1_000_000);

        var seen = Pass(frames, whole, piece);

        Assert.Equal([.. Header, .. Transfer(7, 1, [], more: true), .. Empty(), .. Transfer(7, null, [], more: false), .. Transfer(3, 2, [], more: false)], seen);
        Assert.Equal(content, frames.TakeContent(7).Bytes.ToArray());
        Assert.Equal("x"u8.ToArray(), frames.TakeContent(3).Bytes.ToArray());
    }

    [Fact]
    public void Content_that_is_too_large_is_let_go()
    {
        var frames = new IncomingFrames(100);

        Pass(frames, [.. Transfer(0, 1, new byte[90], more: true), .. Transfer(0, null, new byte[90], more: false), .. Transfer(0, 2, new byte[90], more: false)], 1000);

        Assert.True(frames.TakeContent(0).IsTooLarge);
        Assert.Equal(90, frames.TakeContent(0).Bytes.Length);
    }

    [Fact]
    public void What_does_not_speak_AMQP_is_told()
    {
        var frames = new IncomingFrames(100);
        "HTTP/1.1 400 Bad Request"u8.CopyTo(frames.Room().Span);

        Assert.Throws<IOException>(() => frames.Append(24));
    }

    private static byte[] Pass(IncomingFrames frames, byte[] bytes, int piece)
    {
        var seen = new MemoryStream();
        var buffer = new byte[1000];
        for (var at = 0; at < bytes.Length;)
        {
            var room = frames.Room();
            var count = Math.Min(Math.Min(piece, bytes.Length - at), room.Length);
            bytes.AsMemory(at, count).CopyTo(room);
            frames.Append(count);
            at += count;
            while (frames.HasOutput)
            {
                seen.Write(buffer, 0, frames.Take(buffer));
            }
        }

        return seen.ToArray();
    }

    private static byte[] Empty() => [0, 0, 0, 8, 2, 0, 0, 0];

    private static byte[] Transfer(byte handle, byte? id, ReadOnlySpan<byte> content, bool more)
    {
        byte[] fields = [0x52, handle, .. id is { } number ? new byte[] { 0x52, number, 0xa0, 1, number } : [0x40, 0x40], 0x43, 0x42, more ? (byte)0x41 : (byte)0x42];
        byte[] performative = [0x00, 0x53, 0x14, 0xc0, (byte)(fields.Length + 1), 6, .. fields];
        byte[] frame = [0, 0, 0, 0, 2, 0, 0, 0, .. performative, .. content];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        return frame;
    }
}
