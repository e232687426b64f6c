using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.MessageLog.Ledger;

/// <summary>
/// Layout of a slot of 512 bytes. Two halves with a checksum each, so that a process that dies while it writes the second leaves the first intact:
/// <code>
///   0 state    4 checksum of 8..255     8 id   24 started   32 version   36 level   37 length of flow   38 length of correlation   39 whether a queue holds the message   40 texts
/// 256 checksum of 260..511    260 status   261 intermediate error   262 length of code   264 duration   272 length of message   274 texts
/// </code>
/// The state is written last, after all that it vouches for.
/// </summary>
internal static class LedgerSlot
{
    public const int Size = 512;
    public const int Free = 0;
    public const int Running = 1;
    public const int Ended = 2;

    private const int Half = 256;
    private const int TextsAt = 40;
    private const int LongestFlow = 128;
    private const int EndTextsAt = 274;
    private const int LongestCode = 16;

    public static void WriteBegin(Span<byte> slot, MessageRecord record)
    {
        var half = slot[..Half];
        record.Id.WriteTo(half[8..]);
        BinaryPrimitives.WriteInt64LittleEndian(half[24..], StoreTime.Write(record.Started));
        BinaryPrimitives.WriteInt32LittleEndian(half[32..], record.Flow.Version);
        half[36] = (byte)record.Level;
        var flow = WriteText(half[TextsAt..(TextsAt + LongestFlow)], record.Flow.Flow);
        half[37] = (byte)flow;
        half[38] = (byte)WriteText(half[(TextsAt + flow)..], record.CorrelationId);
        half[39] = record.IsQueued ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32LittleEndian(half[4..], Checksum(half[8..]));
        SetState(slot, Running);
    }

    public static void WriteEnd(Span<byte> slot, MessageRecord record)
    {
        var half = slot[Half..];
        half[4] = (byte)record.Status;
        half[5] = record.IntermediateError ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(half[8..], record.Duration);
        var texts = half[(EndTextsAt - Half)..];
        var code = WriteText(texts[..LongestCode], record.Fault?.Code);
        half[6] = (byte)code;
        half[7] = 0;
        BinaryPrimitives.WriteInt16LittleEndian(half[16..], (short)WriteText(texts[code..], record.Fault?.Message));
        BinaryPrimitives.WriteUInt32LittleEndian(half, Checksum(half[4..]));
        SetState(slot, Ended);
    }

    public static int State(ReadOnlySpan<byte> slot) => Volatile.Read(in MemoryMarshal.AsRef<int>(slot));

    public static void SetState(Span<byte> slot, int state) => Volatile.Write(ref MemoryMarshal.AsRef<int>(slot), state);

    /// <summary>Reads a copy of a used slot. An end that is damaged counts as none.</summary>
    /// <returns>False when the slot is damaged, or was reused while it was copied.</returns>
    public static bool TryRead(ReadOnlySpan<byte> slot, [NotNullWhen(true)] out LedgerEntry? entry)
    {
        entry = null;
        var half = slot[..Half];
        var (flow, correlation) = (half[37], half[38]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(half[4..]) != Checksum(half[8..]) || TextsAt + flow + correlation > Half)
        {
            return false;
        }

        entry = new LedgerEntry(
            MessageId.Read(half[8..]),
            Encoding.UTF8.GetString(half.Slice(TextsAt, flow)),
            BinaryPrimitives.ReadInt32LittleEndian(half[32..]),
            (MessageLogLevel)half[36],
            StoreTime.Read(BinaryPrimitives.ReadInt64LittleEndian(half[24..])),
            correlation == 0 ? null : Encoding.UTF8.GetString(half.Slice(TextsAt + flow, correlation)))
        {
            IsQueued = half[39] != 0,
            End = State(slot) == Ended ? ReadEnd(slot[Half..]) : null,
        };
        return true;
    }

    private static LedgerEnd? ReadEnd(ReadOnlySpan<byte> half)
    {
        var texts = half[(EndTextsAt - Half)..];
        int code = half[6], message = BinaryPrimitives.ReadInt16LittleEndian(half[16..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(half) != Checksum(half[4..]) || message < 0 || code + message > texts.Length)
        {
            return null;
        }

        return new LedgerEnd(
            (MessageStatus)half[4],
            half[5] != 0,
            BinaryPrimitives.ReadInt64LittleEndian(half[8..]),
            code == 0 ? null : Encoding.UTF8.GetString(texts[..code]),
            message == 0 ? null : Encoding.UTF8.GetString(texts.Slice(code, message)));
    }

    // Cuts at a character, never inside one.
    private static int WriteText(Span<byte> target, string? text)
    {
        Utf8.FromUtf16(text, target[..Math.Min(target.Length, byte.MaxValue)], out _, out var written, replaceInvalidSequences: true);
        return written;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }
}
