using IntegrationActors.Runtime.Configuration;

namespace IntegrationActors.Runtime.Hosting;

/// <summary>The folder of all data, held by one process at a time. The lock goes with the process, however it ends.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockFile = "node.lock";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    public static DataFolder Open(string directory)
    {
        var path = System.IO.Path.GetFullPath(directory);
        Directory.CreateDirectory(path);
        try
        {
            return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new ConfigException($"data folder {path} is in use by another node ({e.Message}): stop that one, or set integration-actors.storage.data-directory to another folder");
        }
    }

    public void Dispose() => _lock.Dispose();
}
