using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Base64;

/// <summary>Base64 (RFC 4648) as a stream: constant memory both ways.</summary>
public static class Base64Codec
{
    // A multiple of 3, so that no block but the last needs padding.
    private const int Block = 48 * 1024;

    /// <summary>Writes bytes as base64.</summary>
    /// <param name="bytes">Read to its end.</param>
    /// <param name="output">Gets ASCII.</param>
    /// <param name="lineLength">Characters of a line, a multiple of 4, after each of which comes CR LF; 0 for one line.</param>
    /// <param name="url">Whether the alphabet of addresses is used (<c>-</c> and <c>_</c>, no padding).</param>
    /// <param name="cancel">Asked for each block.</param>
    public static void Encode(Stream bytes, IBufferWriter<byte> output, int lineLength, bool url, CancellationToken cancel)
    {
        var block = lineLength == 0 ? Block : Block - (Block % (lineLength / 4 * 3));
        var buffer = ArrayPool<byte>.Shared.Rent(block);
        try
        {
            for (var read = block; read == block;)
            {
                cancel.ThrowIfCancellationRequested();
                read = bytes.ReadAtLeast(buffer.AsSpan(0, block), block, throwOnEndOfStream: false);
                WriteLines(buffer.AsSpan(0, read), output, lineLength == 0 ? block : lineLength / 4 * 3, (url, lineLength > 0));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads base64 of either alphabet; white space is passed over, padding may be left out with the alphabet of addresses.</summary>
    /// <param name="text">Read to its end.</param>
    /// <param name="output">Gets the bytes.</param>
    /// <param name="url">Whether the alphabet of addresses is expected.</param>
    /// <param name="cancel">Asked for each block.</param>
    /// <exception cref="FaultException">IA3420: a character that is none of base64, or an end in the middle of a group.</exception>
    public static void Decode(Stream text, IBufferWriter<byte> output, bool url, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Block);
        var group = ArrayPool<byte>.Shared.Rent(Block + 4);
        try
        {
            new Base64Groups(group, output, url).Feed(text, buffer, cancel);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<byte>.Shared.Return(group);
        }
    }

    internal static FaultException Refused(long position, string why) => new(
        "IA3420",
        string.Create(CultureInfo.InvariantCulture, $"The body is not base64: {why} at byte {position}."),
        "ia trace shows the body before this step. Addresses and tokens use another alphabet: set url.");

    private static void WriteLines(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output, int bytesOfLine, (bool Url, bool Breaks) form)
    {
        for (; !bytes.IsEmpty; bytes = bytes[int.Min(bytesOfLine, bytes.Length)..])
        {
            var line = bytes[..int.Min(bytesOfLine, bytes.Length)];
            var target = output.GetSpan(Base64Url.GetEncodedLength(line.Length) + 4);
            var written = form.Url ? Base64Url.EncodeToUtf8(line, target) : EncodeStandard(line, target);
            output.Advance(written);
            if (form.Breaks)
            {
                output.Write("\r\n"u8);
            }
        }
    }

    private static int EncodeStandard(ReadOnlySpan<byte> line, Span<byte> target)
    {
        System.Buffers.Text.Base64.EncodeToUtf8(line, target, out _, out var written);
        return written;
    }
}
