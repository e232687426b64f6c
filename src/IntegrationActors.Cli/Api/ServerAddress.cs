namespace IntegrationActors.Cli.Api;

/// <summary>Where the management API listens: an address of HTTP, or a Unix socket of this machine.</summary>
internal sealed record ServerAddress(Uri Base, string? Socket)
{
    private const string UnixPrefix = "unix:";
    private const string DefaultAddress = "http://127.0.0.1:8081";
    private static readonly string DefaultSocket = Path.Combine("data", "ia.sock");
    private static readonly Uri SocketHost = new("http://localhost/");

    /// <summary>The server that the user means.</summary>
    /// <param name="given">What the user said; null finds the server of this folder.</param>
    public static ServerAddress Find(string? given) => given is null
        ? File.Exists(DefaultSocket) ? OfSocket(DefaultSocket) : Parse(DefaultAddress)
        : Parse(given);

    public override string ToString() => Socket is null ? Base.ToString().TrimEnd('/') : UnixPrefix + Socket;

    private static ServerAddress Parse(string text)
    {
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
        {
            return OfSocket(text[UnixPrefix.Length..]);
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new ServerAddress(new Uri(uri.AbsoluteUri.TrimEnd('/') + "/"), null)
            : throw CliException.Usage($"'{text}' is no address of a server; write http://host:port, https://host:port or unix:/path/ia.sock");
    }

    private static ServerAddress OfSocket(string path) => new(SocketHost, Path.GetFullPath(path));
}
