namespace IntegrationActors.Cli.Api;

/// <summary>Where the management API listens: an address of HTTP, or a Unix socket of this machine.</summary>
/// <param name="Base">Base address of requests.</param>
/// <param name="Socket">Full path of the socket; null without one.</param>
/// <param name="Source">Who chose it.</param>
/// <param name="Folder">The folder that the user is in.</param>
internal sealed record ServerAddress(Uri Base, string? Socket, AddressSource Source, string Folder)
{
    public const string Default = "http://127.0.0.1:8081";
    private const string UnixPrefix = "unix:";
    private static readonly Uri SocketHost = new("http://localhost/");

    /// <summary>The socket of the server that was started in this folder, relative to it.</summary>
    public static string FolderSocket { get; } = Path.Combine("data", "ia.sock");

    /// <summary>The server that the user means.</summary>
    /// <param name="option">Value of <c>--server</c>; null without it.</param>
    /// <param name="variable">Value of <c>IA_SERVER</c>; null without it.</param>
    /// <param name="folder">Where to look for a server when neither is given.</param>
    public static ServerAddress Find(string? option, string? variable, string folder)
    {
        if (option is not null || variable is not null)
        {
            return Parse(option ?? variable!, option is null ? AddressSource.Variable : AddressSource.Option, folder);
        }

        var socket = Path.Combine(folder, FolderSocket);
        return File.Exists(socket) ? OfSocket(socket, AddressSource.Folder, folder) : Parse(Default, AddressSource.Default, folder);
    }

    /// <summary>Whether a server was started in this folder, whatever its state is now.</summary>
    public bool HasFolderSocket => File.Exists(Path.Combine(Folder, FolderSocket));

    public override string ToString() => Socket is null ? Base.ToString().TrimEnd('/') : UnixPrefix + Socket;

    private static ServerAddress Parse(string text, AddressSource source, string folder)
    {
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
        {
            return OfSocket(text[UnixPrefix.Length..], source, folder);
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new ServerAddress(new Uri(uri.AbsoluteUri.TrimEnd('/') + "/"), null, source, folder)
            : throw CliException.Usage($"'{text}' is no address of a server; write http://host:port, https://host:port or unix:/path/ia.sock");
    }

    private static ServerAddress OfSocket(string path, AddressSource source, string folder) => new(SocketHost, Path.GetFullPath(path, folder), source, folder);
}

/// <summary>Who chose the address of the server.</summary>
internal enum AddressSource
{
    Option,
    Variable,
    Folder,
    Default,
}
