using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IntegrationActors.Storage.Keys;

/// <summary>
/// Nonces of one key in one process: 64 random bits, then a count of 32 (NIST SP 800-38D, 8.2.1). Wholly random ones would begin to repeat after a few days of a busy tenant; of these, two
/// series of a key are the same once in 2^64, and a series that is used up is followed by another.
/// </summary>
internal sealed class NonceSeries
{
    private Series _now = new();

    public void Next(Span<byte> nonce)
    {
        while (true)
        {
            var series = Volatile.Read(ref _now);
            var count = Interlocked.Increment(ref series.Count);
            if (count <= uint.MaxValue)
            {
                BinaryPrimitives.WriteUInt64BigEndian(nonce, series.Prefix);
                BinaryPrimitives.WriteUInt32BigEndian(nonce[sizeof(ulong)..], (uint)count);
                return;
            }

            Interlocked.CompareExchange(ref _now, new Series(), series);
        }
    }

    private sealed class Series
    {
        public long Count;

        public ulong Prefix { get; } = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    }
}
