using System.IO.Compression;

namespace IntegrationActors.Adapters.Https;

/// <summary>Content codings that are undone on the way in (RFC 9110, 8.4.1).</summary>
internal static class Compression
{
    /// <summary>What to ask for.</summary>
    public const string Accepted = "gzip, deflate, br";

    /// <summary>Whether <paramref name="coding"/> is one that can be undone.</summary>
    public static bool IsKnown(string coding) => coding.ToLowerInvariant() is "gzip" or "x-gzip" or "deflate" or "br";

    /// <summary>A stream of the plain bytes; disposes of <paramref name="source"/>.</summary>
    public static Stream Undo(string coding, Stream source) => coding.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress),
        "deflate" => new ZLibStream(source, CompressionMode.Decompress),
        "br" => new BrotliStream(source, CompressionMode.Decompress),
        _ => throw new ArgumentOutOfRangeException(nameof(coding), coding, "Unknown content coding."),
    };
}
