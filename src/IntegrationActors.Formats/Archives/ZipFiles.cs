using System.IO.Compression;
using System.IO.Hashing;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Archives;

/// <summary>Reads zip archives within limits. Each file is checked against its length and checksum.</summary>
public sealed class ZipFiles : IArchiveFiles
{
    private readonly ZipArchive _zip;
    private readonly UnpackedBytes _unpacked;
    private readonly ZipArchiveEntry[] _files;
    private readonly string[] _names;
    private int _at = -1;

    /// <summary>Reads the directory of an archive.</summary>
    /// <param name="zip">The archive; must allow seeking, and stays open.</param>
    /// <param name="limits">What unpacking may cost.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="FaultException">IA3421, IA3424, IA3425.</exception>
    public ZipFiles(Stream zip, UnpackLimits limits, CancellationToken cancel)
    {
        // The library makes an object of each entry before it gives the first: they are counted before.
        if (ZipHeaders.Count(zip, limits.MaxEntries, cancel) > limits.MaxEntries)
        {
            throw ArchiveFaults.TooManyEntries(limits.MaxEntries);
        }

        try
        {
            zip.Position = 0;
            _zip = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            _files = [.. _zip.Entries.Where(entry => EntryName.Checked(entry.FullName)[^1] != '/')];
        }
        catch (Exception e) when (IsOfReader(e))
        {
            throw Broken(e.Message, e);
        }

        _names = [.. _files.Select(file => file.FullName)];
        _unpacked = new UnpackedBytes(limits, zip.Length);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? Names => _names;

    /// <inheritdoc/>
    public string Name => _names[_at];

    /// <inheritdoc/>
    public long Length => _files[_at].Length;

    /// <inheritdoc/>
    public bool MoveNext() => ++_at < _files.Length;

    /// <inheritdoc/>
    public void CopyTo(Stream output, CancellationToken cancel)
    {
        var file = _files[_at];
        if (file.IsEncrypted)
        {
            throw ArchiveFaults.Refused(Name, "is encrypted with a password");
        }

        var checksum = new Crc32();
        try
        {
            using var content = file.Open();
            _unpacked.Copy(content, output, null, checksum.Append, cancel);
        }
        catch (Exception e) when (IsOfReader(e))
        {
            throw Broken(e.Message, e);
        }

        if (checksum.GetCurrentHashAsUInt32() != file.Crc32)
        {
            throw Broken($"the checksum of '{ArchiveFaults.Shown(Name)}' is wrong.", cause: null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private static bool IsOfReader(Exception e) => e is InvalidDataException or EndOfStreamException;

    private static FaultException Broken(string why, Exception? cause) => ArchiveFaults.Broken("a zip archive", why, cause);
}
