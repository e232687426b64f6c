using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Archives;

/// <summary>Hands the files of an archive to whoever wants them.</summary>
public static class ArchiveUnpacker
{
    /// <summary>Unpacks the files that the target wants.</summary>
    /// <param name="files">The archive.</param>
    /// <param name="target">Takes the files.</param>
    /// <param name="cancel">Asked for each block.</param>
    /// <exception cref="FaultException">IA3421 to IA3425 and IA3427.</exception>
    public static void Unpack(IArchiveFiles files, IUnpackTarget target, CancellationToken cancel)
    {
        while (files.MoveNext())
        {
            using var output = target.Begin(files.Name);
            if (output is not null)
            {
                files.CopyTo(output, cancel);
            }
        }
    }
}
