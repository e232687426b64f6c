using System.IO.Compression;

namespace IntegrationActors.Steps.Archives;

/// <summary>The words of flows for the levels of the library.</summary>
internal static class PackingLevels
{
    public static CompressionLevel Of(PackingLevel level) => level switch
    {
        PackingLevel.Fast => CompressionLevel.Fastest,
        PackingLevel.Small => CompressionLevel.SmallestSize,
        _ => CompressionLevel.Optimal,
    };
}
