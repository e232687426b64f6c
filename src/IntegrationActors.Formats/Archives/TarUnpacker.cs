using System.Formats.Tar;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Archives;

/// <summary>Reads tar archives (v7, ustar, pax, GNU) within limits. Links and devices are refused.</summary>
public static class TarUnpacker
{
    /// <summary>Hands the files of an archive to a target.</summary>
    /// <param name="tar">The archive; must allow seeking.</param>
    /// <param name="target">Takes the files.</param>
    /// <param name="limits">What unpacking may cost; a tar is not packed, so its ratio is not looked at.</param>
    /// <param name="cancel">Asked for each block.</param>
    /// <exception cref="FaultException">IA3421, IA3422, IA3424, IA3425 and IA3427.</exception>
    public static void Unpack(Stream tar, IUnpackTarget target, UnpackLimits limits, CancellationToken cancel)
    {
        TarHeaders.Check(tar, limits, cancel);
        try
        {
            using var reader = new TarReader(tar, leaveOpen: true);
            var unpacked = new UnpackedBytes(limits, tar.Length);
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is not (TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes))
                {
                    Unpack(entry, target, unpacked, cancel);
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException)
        {
            throw ArchiveFaults.Broken("a tar archive", e.Message, e);
        }
    }

    private static void Unpack(TarEntry entry, IUnpackTarget target, UnpackedBytes unpacked, CancellationToken cancel)
    {
        var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
        if (!EntryName.IsSafe(name))
        {
            throw ArchiveFaults.Name(entry.Name);
        }

        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
        {
            throw ArchiveFaults.Refused(name, "is a link or a device, and no file");
        }

        using var output = target.Begin(name);
        if (output is not null && entry.DataStream is { } content)
        {
            unpacked.Copy(content, output, null, null, cancel);
        }
    }
}
