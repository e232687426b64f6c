using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationActors.Definitions.Bundles;

/// <summary>Identity of a bundle by what is in it.</summary>
internal static class BundleHash
{
    // Lengths stand before path and content, so that no two different bundles feed the same bytes.
    public static string Of(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files)
        {
            Append(hash, Encoding.UTF8.GetBytes(path));
            Append(hash, content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
