using System.Formats.Tar;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Archives;

/// <summary>Reads tar archives (v7, ustar, pax, GNU) within limits. Links and devices are refused.</summary>
public sealed class TarFiles : IArchiveFiles
{
    private readonly TarReader _tar;
    private readonly UnpackedBytes _unpacked;
    private TarEntry? _entry;

    /// <summary>Looks through the headers of an archive.</summary>
    /// <param name="tar">The archive; must allow seeking, and stays open.</param>
    /// <param name="limits">What unpacking may cost; a tar is not packed, so its ratio is not looked at.</param>
    /// <param name="cancel">Ends the looking.</param>
    /// <exception cref="FaultException">IA3421, IA3424.</exception>
    public TarFiles(Stream tar, UnpackLimits limits, CancellationToken cancel)
    {
        TarHeaders.Check(tar, limits, cancel);
        _tar = new TarReader(tar, leaveOpen: true);
        _unpacked = new UnpackedBytes(limits, tar.Length);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? Names => null;

    /// <inheritdoc/>
    public string Name { get; private set; } = "";

    /// <inheritdoc/>
    public long Length => _entry!.Length;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        do
        {
            _entry = Next();
        }
        while (_entry?.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes);
        if (_entry is null)
        {
            return false;
        }

        // tar itself writes files as ./name.
        Name = EntryName.Checked(_entry.Name.StartsWith("./", StringComparison.Ordinal) ? _entry.Name[2..] : _entry.Name);
        return _entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile
            ? true
            : throw ArchiveFaults.Refused(Name, "is a link or a device, and no file");
    }

    /// <inheritdoc/>
    public void CopyTo(Stream output, CancellationToken cancel)
    {
        try
        {
            _unpacked.Copy(_entry!.DataStream ?? Stream.Null, output, null, null, cancel);
        }
        catch (Exception e) when (IsOfReader(e))
        {
            throw Broken(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _tar.Dispose();

    private TarEntry? Next()
    {
        try
        {
            return _tar.GetNextEntry();
        }
        catch (Exception e) when (IsOfReader(e))
        {
            throw Broken(e);
        }
    }

    private static bool IsOfReader(Exception e) => e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException;

    private static FaultException Broken(Exception e) => ArchiveFaults.Broken("a tar archive", e.Message, e);
}
