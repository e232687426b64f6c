using System.Buffers;
using System.Text;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Storage.MessageLog;

/// <summary>Numbers of variable length (LEB128) and length-prefixed texts for packed columns.</summary>
internal static class Packing
{
    public static void WriteNumber(this ArrayBufferWriter<byte> writer, long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var span = writer.GetSpan(10);
        var length = 0;
        for (; rest >= 0x80; rest >>= 7)
        {
            span[length++] = (byte)(rest | 0x80);
        }

        span[length++] = (byte)rest;
        writer.Advance(length);
    }

    public static void WriteText(this ArrayBufferWriter<byte> writer, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        writer.WriteNumber(length);
        Encoding.UTF8.GetBytes(text, writer.GetSpan(length));
        writer.Advance(length);
    }

    public static void WritePairs(this ArrayBufferWriter<byte> writer, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        writer.WriteNumber(pairs.Count);
        for (var i = 0; i < pairs.Count; i++)
        {
            writer.WritePair(pairs[i]);
        }
    }

    public static void WriteHeaders(this ArrayBufferWriter<byte> writer, HeaderMap headers)
    {
        writer.WriteNumber(headers.Count);
        foreach (ref readonly var header in headers.AsSpan())
        {
            writer.WritePair(header);
        }
    }

    private static void WritePair(this ArrayBufferWriter<byte> writer, in KeyValuePair<string, string> pair)
    {
        writer.WriteText(pair.Key);
        writer.WriteText(pair.Value);
    }

    public static long ReadNumber(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }
    }

    public static string ReadText(ref ReadOnlySpan<byte> bytes)
    {
        var length = (int)ReadNumber(ref bytes);
        var text = Encoding.UTF8.GetString(bytes[..length]);
        bytes = bytes[length..];
        return text;
    }

    public static KeyValuePair<string, string>[] ReadPairs(ref ReadOnlySpan<byte> bytes)
    {
        var pairs = new KeyValuePair<string, string>[(int)ReadNumber(ref bytes)];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new(ReadText(ref bytes), ReadText(ref bytes));
        }

        return pairs;
    }
}
