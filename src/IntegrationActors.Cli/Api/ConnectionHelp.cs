using System.Net.Sockets;

namespace IntegrationActors.Cli.Api;

/// <summary>Tells whoever has no connection, or no access, which address was tried, why, and what to do.</summary>
internal sealed class ConnectionHelp(ServerAddress address)
{
    private const string SignIn = "eval \"$(ia login)\"";

    public CliException NoConnection(HttpRequestException failure)
    {
        var reason = (failure.InnerException as SocketException)?.SocketErrorCode;
        return address.Socket is { } socket
            ? CliException.NoAccess($"can't reach the server at {address}: {WhyNot(socket, reason, failure)}", SocketAdvice(socket, reason))
            : CliException.NoAccess($"can't reach the server at {address}: {failure.Message.TrimEnd('.')}", AddressAdvice());
    }

    /// <summary>What to do without a valid access token.</summary>
    /// <param name="isGiven">Whether a token was sent.</param>
    public string NoToken(bool isGiven) => isGiven
        ? $"The token is from IA_TOKEN; it is unknown, expired or revoked. Get a new one: {SignIn}"
        : $"""
            IA_TOKEN is not set. Sign in with name and password of an administrator: {SignIn}
            Or use the socket on the server's own machine, which needs no token: {UseSocket()}
            """;

    private static string WhyNot(string socket, SocketError? reason, HttpRequestException failure) => reason switch
    {
        _ when !File.Exists(socket) => "there is no such socket",
        SocketError.ConnectionRefused => "the socket is there, but nobody listens",
        SocketError.AccessDenied => "this user may not open the socket",
        _ => failure.Message.TrimEnd('.'),
    };

    private string SocketAdvice(string socket, SocketError? reason) => reason switch
    {
        _ when !File.Exists(socket) => $"{Source()}. A server makes its socket as ia.sock in its data folder: ./data where it is started, unless --data says another.",
        SocketError.AccessDenied => $"""
            A socket opens to the user who runs the server. Be that user, or sign in over HTTP:
            export IA_SERVER={ServerAddress.Default}; {SignIn}
            """,
        _ => $"""
            {Source()}. The server that made it has ended. Start it again, with the same data folder:
            dotnet run -c Release --project src/IntegrationActors.Server -- --data {Path.GetDirectoryName(socket)}
            """,
    };

    private string AddressAdvice() => address.Source == AddressSource.Default
        ? $"""
            {Source()}, and there is no socket {ServerAddress.FolderSocket} in this folder ({address.Folder}).
            Is the server running? On its own machine use its socket, which needs no token: {UseSocket()}
            On another machine: export IA_SERVER=http://HOST:PORT, then sign in: {SignIn}
            """
        : $"{Source()}. Is the server running, and does its management API listen there? By default it listens on {ServerAddress.Default} alone.";

    private string UseSocket() => address.HasFolderSocket
        ? $"--server unix:{ServerAddress.FolderSocket}"
        : "run ia in the folder where the server was started, or give --server unix:/PATH/data/ia.sock";

    private string Source() => address.Source switch
    {
        AddressSource.Option => "The address is from --server",
        AddressSource.Variable => "The address is from IA_SERVER",
        AddressSource.Folder => "The socket is the one of this folder; neither --server nor IA_SERVER is given",
        _ => "The address is the default one: neither --server nor IA_SERVER is given",
    };
}
