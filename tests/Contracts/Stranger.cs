using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationActors.Contracts;

/// <summary>A server with a certificate of its own, which takes one connection and listens to what it is told after the handshake.</summary>
public sealed class Stranger : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task<int> _hearing;

    /// <param name="folder">Where the certificates are (<c>tests/servers/tls.sh</c>).</param>
    /// <param name="certificate">The one that it shows: <c>expired</c>, <c>wronghost</c>, <c>selfsigned</c>.</param>
    public Stranger(string folder, string certificate)
    {
        _listener.Start();
        _hearing = HearAsync(Path.Combine(folder, certificate));
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many bytes it was told, when its one connection is over.</summary>
    public Task<int> HeardAsync() => _hearing.WaitAsync(TimeSpan.FromSeconds(60));

    public void Dispose() => _listener.Dispose();

    private async Task<int> HearAsync(string path)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        using var pair = X509Certificate2.CreateFromPemFile($"{path}.crt", $"{path}.key");
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(pair);
            return await tls.ReadAsync(new byte[100]);
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            return 0;
        }
    }
}
