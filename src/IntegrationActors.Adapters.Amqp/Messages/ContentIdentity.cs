using System.Security.Cryptography;
using IntegrationActors.Adapters.Amqp.Connections;

namespace IntegrationActors.Adapters.Amqp.Messages;

/// <summary>
/// Knows a message again that has no id: by what its producer made of it, its properties, application properties and body (the bare message, 3.2 of the standard), which no broker may change. What changes from one delivery to the next
/// is left out: header, annotations and footer.
/// </summary>
internal static class ContentIdentity
{
    private const int Length = 16;
    private const byte Header = 0x70;
    private const byte MessageAnnotations = 0x72;
    private const byte Footer = 0x78;

    /// <summary>A hash of content that is sound.</summary>
    public static string Of(ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (!content.IsEmpty)
        {
            var section = AmqpValues.Next(ref content);
            if (CodeOf(section) is not ((>= Header and <= MessageAnnotations) or Footer))
            {
                hash.AppendData(section);
            }
        }

        Span<byte> result = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(result);
        return $"content:{Convert.ToHexString(result[..Length])}";
    }

    // Descriptors are numbers, of one byte or eight; as names hardly anybody writes them.
    private static byte CodeOf(ReadOnlySpan<byte> section) => section switch
    {
        [0, 0x53, var code, ..] => code,
        [0, 0x80, 0, 0, 0, 0, 0, 0, 0, var code, ..] => code,
        _ => 0,
    };
}
