namespace IntegrationActors.Formats.Archives;

/// <summary>Says which files of an archive are wanted, and takes them.</summary>
public interface IUnpackTarget
{
    /// <summary>Called for each file, in the order of the archive. The stream that is returned gets its content and is then closed; null passes the file over.</summary>
    /// <param name="name">Its name, which is safe.</param>
    Stream? Begin(string name);
}
