using System.Security.Cryptography;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Storage.Keys;

/// <summary>Ciphers of one key. One serves one thread at a time, and expanding a key costs more than encrypting a kilobyte, so they are used again.</summary>
internal sealed class AesPool(byte[] key)
{
    private readonly AesGcm?[] _idle = new AesGcm?[2 * Environment.ProcessorCount];

    public AesGcm Rent()
    {
        foreach (ref var place in _idle.AsSpan())
        {
            if (place is not null && Interlocked.Exchange(ref place, null) is { } idle)
            {
                return idle;
            }
        }

        return new AesGcm(key, SealedRecord.TagLength);
    }

    public void Return(AesGcm aes)
    {
        foreach (ref var place in _idle.AsSpan())
        {
            if (place is null && Interlocked.CompareExchange(ref place, aes, null) is null)
            {
                return;
            }
        }

        aes.Dispose();
    }
}
