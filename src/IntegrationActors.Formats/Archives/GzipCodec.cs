using System.IO.Compression;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Archives;

/// <summary>Gzip (RFC 1952) as a stream: constant memory both ways.</summary>
public static class GzipCodec
{
    /// <summary>Packs a stream.</summary>
    public static void Compress(Stream bytes, Stream output, CompressionLevel level, CancellationToken cancel)
    {
        using var gzip = new GZipStream(output, level, leaveOpen: true);
        new UnpackedBytes(new UnpackLimits { MaxSize = long.MaxValue, MaxRatio = int.MaxValue }, long.MaxValue).Copy(bytes, gzip, null, null, cancel);
    }

    /// <summary>Unpacks a stream of one or several members. A member that is cut off is found out, and so is anything behind the last one.</summary>
    /// <exception cref="FaultException">IA3421 to IA3423.</exception>
    public static void Decompress(Stream gzip, Stream output, UnpackLimits limits, CancellationToken cancel)
    {
        using var ended = new EndMarkedStream(gzip);
        using var bytes = new GZipStream(ended, CompressionMode.Decompress, leaveOpen: true);
        using var unmarked = new EndMarkRemover(output);
        try
        {
            new UnpackedBytes(limits, 0).Copy(bytes, unmarked, () => ended.Given, null, cancel);
        }
        catch (InvalidDataException e)
        {
            throw ArchiveFaults.Broken("gzip", e.Message, e);
        }

        if (!unmarked.FoundMark || ended.Given == 0)
        {
            throw ArchiveFaults.Broken("gzip", "it ends too early, or something else follows it.");
        }
    }
}
