using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Adapters.Https.Receiver;
using IntegrationActors.Core.Stores;
using Renci.SshNet;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>A proxy, and who we are there.</summary>
internal sealed class ProxyLogin(Uri url, string user, string password)
{
    public ProxyTypes Kind => url.Scheme switch
    {
        "socks4" => ProxyTypes.Socks4,
        "socks5" => ProxyTypes.Socks5,
        _ => ProxyTypes.Http,
    };

    public string Host => url.Host;

    public int Port => url.Port;

    public string User => user;

    public string Password => password;

    public string Fingerprint => $"{url} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{user}\0{password}")))}";

    public static async ValueTask<ProxyLogin?> FindAsync(HttpProxyOptions? options, ICredentialSource credentials, CancellationToken cancel)
    {
        if (options is null)
        {
            return null;
        }

        if (options.Credential is not { } reference)
        {
            return new ProxyLogin(new Uri(options.Url), "", "");
        }

        return await credentials.FindAsync(reference.Name, cancel) is UserCredential user
            ? new ProxyLogin(new Uri(options.Url), user.User, user.Password)
            : throw SftpFaults.Credential($"There are no user credentials '{reference.Name}' for the proxy.");
    }
}
