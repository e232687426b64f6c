using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>Who logs in, and with what.</summary>
internal sealed class SftpLogin
{
    private const string KeyMark = "-----BEGIN";

    private readonly string? _password;
    private readonly IReadOnlyList<string> _keys;

    private SftpLogin(string user, string? password, IReadOnlyList<string> keys)
    {
        (User, _password, _keys) = (user, password, keys);
        Fingerprint = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [user, password ?? "", .. keys]))));
    }

    public string User { get; }

    /// <summary>Tells logins apart without showing them.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads the credentials as they are now.</summary>
    /// <exception cref="FaultException">IA3806: one is missing or of the wrong kind.</exception>
    public static async ValueTask<SftpLogin> FindAsync(SftpChannelOptions options, ICredentialSource credentials, CancellationToken cancel)
    {
        var own = await FindAsync(options.Credential, credentials, cancel);
        var pair = await FindAsync(options.PrivateKey, credentials, cancel);
        var keys = new List<string>();
        if (pair is not null)
        {
            keys.Add(KeyOf(pair));
        }

        if (own is null)
        {
            return new SftpLogin(options.User!, null, keys);
        }

        var user = own as UserCredential ?? throw SftpFaults.Credential($"Credential '{own.Name}' has no user name and password.");
        if (!user.Password.TrimStart().StartsWith(KeyMark, StringComparison.Ordinal))
        {
            return new SftpLogin(user.User, user.Password, keys);
        }

        keys.Add(user.Password);
        return new SftpLogin(user.User, null, keys);
    }

    /// <summary>The same one with nothing but what a method needs.</summary>
    /// <returns>Null: a secret that it needs is missing.</returns>
    public SftpLogin? By(SftpLoginMethod method) => method switch
    {
        SftpLoginMethod.Password => _password is null ? null : new SftpLogin(User, _password, []),
        SftpLoginMethod.Key => _keys.Count == 0 ? null : new SftpLogin(User, null, _keys),
        _ => _password is null || _keys.Count == 0 ? null : this,
    };

    /// <summary>Keys first: a server that asks for both asks for the key first.</summary>
    /// <exception cref="FaultException">IA3806: a key can't be read.</exception>
    public AuthenticationMethod[] Methods()
    {
        var methods = new List<AuthenticationMethod>();
        if (_keys.Count > 0)
        {
            methods.Add(new PrivateKeyAuthenticationMethod(User, [.. _keys.Select(Read)]));
        }

        if (_password is not null)
        {
            methods.Add(new PasswordAuthenticationMethod(User, _password));
        }

        return [.. methods];
    }

    private static async ValueTask<Credential?> FindAsync(CredentialReference? reference, ICredentialSource credentials, CancellationToken cancel) => reference is null
        ? null
        : await credentials.FindAsync(reference.Name, cancel) ?? throw SftpFaults.Credential($"There is no credential '{reference.Name}'.");

    private static string KeyOf(Credential credential)
    {
        if (credential is UserCredential user)
        {
            return user.Password;
        }

        var certificate = (credential as KeyPairCredential)?.Certificate ?? throw SftpFaults.Credential($"Credential '{credential.Name}' is no key pair.");
        using var rsa = certificate.GetRSAPrivateKey();
        using var ecdsa = certificate.GetECDsaPrivateKey();
        return rsa?.ExportRSAPrivateKeyPem() ?? ecdsa?.ExportECPrivateKeyPem() ?? throw SftpFaults.Credential($"The key of credential '{credential.Name}' is neither RSA nor ECDSA.");
    }

    private static PrivateKeyFile Read(string key)
    {
        try
        {
            return new PrivateKeyFile(new MemoryStream(Encoding.UTF8.GetBytes(key.Trim() + "\n")));
        }
        catch (Exception e) when (e is SshException or InvalidOperationException or NotSupportedException or FormatException or ArgumentException or CryptographicException)
        {
            // The text of the exception might quote the key.
            throw SftpFaults.Credential("The private key can't be read: it is neither OpenSSH nor PEM, or it has a passphrase.");
        }
    }
}
