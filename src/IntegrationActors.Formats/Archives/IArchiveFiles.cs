using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Archives;

/// <summary>The files of an archive, one after the other and within limits; folders are passed over. For one owner.</summary>
public interface IArchiveFiles : IDisposable
{
    /// <summary>Names of all files, when they are known before the first one is read, as in a zip; null otherwise.</summary>
    IReadOnlyList<string>? Names { get; }

    /// <summary>Name of the file: relative, and safe.</summary>
    string Name { get; }

    /// <summary>How long the archive says that the file is.</summary>
    long Length { get; }

    /// <summary>Goes to the next file; false behind the last one.</summary>
    /// <exception cref="FaultException">IA3421, IA3425, IA3427.</exception>
    bool MoveNext();

    /// <summary>Unpacks the file.</summary>
    /// <param name="output">Gets it; stays open.</param>
    /// <param name="cancel">Asked for each block.</param>
    /// <exception cref="FaultException">IA3421 to IA3423, IA3427.</exception>
    void CopyTo(Stream output, CancellationToken cancel);
}
