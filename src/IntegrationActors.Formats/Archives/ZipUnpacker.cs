using System.IO.Compression;
using System.IO.Hashing;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Archives;

/// <summary>Reads zip archives within limits. Each file is checked against its length and checksum.</summary>
public static class ZipUnpacker
{
    /// <summary>Hands the files of an archive to a target.</summary>
    /// <param name="zip">The archive; must allow seeking.</param>
    /// <param name="target">Takes the files.</param>
    /// <param name="limits">What unpacking may cost.</param>
    /// <param name="cancel">Asked for each block.</param>
    /// <exception cref="FaultException">IA3421 to IA3425 and IA3427.</exception>
    public static void Unpack(Stream zip, IUnpackTarget target, UnpackLimits limits, CancellationToken cancel)
    {
        // The library makes an object of each entry before it gives the first: they are counted before.
        if (ZipHeaders.Count(zip, limits.MaxEntries, cancel) > limits.MaxEntries)
        {
            throw ArchiveFaults.TooManyEntries(limits.MaxEntries);
        }

        try
        {
            zip.Position = 0;
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in archive.Entries)
            {
                CheckName(entry.FullName);
            }

            var unpacked = new UnpackedBytes(limits, zip.Length);
            foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            {
                Unpack(entry, target, unpacked, cancel);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw ArchiveFaults.Broken("a zip archive", e.Message, e);
        }
    }

    private static void Unpack(ZipArchiveEntry entry, IUnpackTarget target, UnpackedBytes unpacked, CancellationToken cancel)
    {
        using var output = target.Begin(entry.FullName);
        if (output is null)
        {
            return;
        }

        if (entry.IsEncrypted)
        {
            throw ArchiveFaults.Refused(entry.FullName, "is encrypted with a password");
        }

        var checksum = new Crc32();
        using var content = entry.Open();
        unpacked.Copy(content, output, null, checksum.Append, cancel);
        if (checksum.GetCurrentHashAsUInt32() != entry.Crc32)
        {
            throw ArchiveFaults.Broken("a zip archive", $"the checksum of '{entry.FullName}' is wrong.");
        }
    }

    private static void CheckName(string name)
    {
        if (!EntryName.IsSafe(name))
        {
            throw ArchiveFaults.Name(name);
        }
    }
}
