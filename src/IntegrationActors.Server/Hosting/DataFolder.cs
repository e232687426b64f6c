using IntegrationActors.Runtime.Configuration;

namespace IntegrationActors.Server.Hosting;

/// <summary>The folder with all data of the node; only its owner can read it.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private DataFolder(string path, string? socket) => (Path, Socket) = (path, socket);

    public string Path { get; }

    /// <summary>Path of the local operator's socket; null when it is switched off.</summary>
    public string? Socket { get; }

    /// <summary>Creates the folder if need be.</summary>
    public static DataFolder Create(NodeOptions options)
    {
        var path = System.IO.Path.GetFullPath(options.Storage.DataDirectory);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }

        return new DataFolder(path, options.Management.Socket.Length == 0 ? null : System.IO.Path.Combine(path, options.Management.Socket));
    }

    /// <summary>Lets only the owner of the process connect.</summary>
    public void ProtectSocket()
    {
        if (Socket is not null && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Socket, OwnerOnly);
        }
    }
}
