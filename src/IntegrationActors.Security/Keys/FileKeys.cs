using System.Text;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Pgp;

namespace IntegrationActors.Security.Keys;

/// <summary>
/// Keys from files, for local runs and tests: those of a folder, whose names without extension are the aliases, or files with an alias each. <c>.p12</c> and <c>.pfx</c> hold key pairs (PKCS#12), <c>.pem</c> a
/// key pair if it has a private key, else a certificate, <c>.crt</c>, <c>.cer</c> and <c>.der</c> certificates, <c>.asc</c>, <c>.gpg</c> and <c>.pgp</c> OpenPGP keys. The password
/// of <c>bank.p12</c> is in the environment variable <c>IA_KEY_PASSWORD_BANK</c>, or in the file <c>bank.password</c>. A file that changes is read again.
/// </summary>
public sealed class FileKeys : ICredentialSource
{
    public const string PasswordVariable = "IA_KEY_PASSWORD_";
    private const string PasswordExtension = ".password";

    private static readonly string[] Extensions = [".p12", ".pfx", ".pem", ".crt", ".cer", ".der", ".asc", ".gpg", ".pgp"];

    private readonly Func<IEnumerable<(string Alias, string Path)>> _files;
    private readonly Lock _reading = new();
    private readonly Dictionary<string, (DateTime Written, Credential Credential)> _read = new(StringComparer.Ordinal);

    /// <summary>The keys of a folder.</summary>
    public FileKeys(string folder) => _files = () => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Where(IsKey).Order(StringComparer.Ordinal).Select(path => (Path.GetFileNameWithoutExtension(path), path))
        : [];

    /// <summary>Files by alias; those that are no keys by their extension are passed over.</summary>
    public FileKeys(IReadOnlyDictionary<string, string> files) =>
        _files = () => files.Where(file => IsKey(file.Value)).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (file.Key, file.Value));

    /// <inheritdoc/>
    /// <exception cref="Core.Exchanges.FaultException">IA3702: the file is not what its extension says, or its password is wrong.</exception>
    public ValueTask<Credential?> FindAsync(string name, CancellationToken cancel)
    {
        // Names come from messages: they are compared with what is there, and never become part of a path.
        var (alias, path) = _files().FirstOrDefault(file => string.Equals(file.Alias, name, StringComparison.Ordinal));
        return new(alias is null ? null : Read(alias, path));
    }

    /// <inheritdoc/>
    /// <exception cref="Core.Exchanges.FaultException">IA3702: a file is not what its extension says, or its password is wrong.</exception>
    public ValueTask<IReadOnlyList<T>> ListAsync<T>(CancellationToken cancel)
        where T : Credential => new([.. _files().Select(file => Read(file.Alias, file.Path)).OfType<T>()]);

    private static bool IsKey(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private Credential Read(string alias, string path)
    {
        lock (_reading)
        {
            var written = File.GetLastWriteTimeUtc(path);
            if (!_read.TryGetValue(path, out var known) || known.Written != written)
            {
                _read[path] = known = (written, Parse(alias, path));
            }

            return known.Credential;
        }
    }

    private static Credential Parse(string alias, string path)
    {
        var (bytes, password) = (File.ReadAllBytes(path), Password(alias, path));
        try
        {
            switch (Path.GetExtension(path).ToUpperInvariant())
            {
                case ".P12" or ".PFX":
                    return KeyPairs.FromPfx(alias, bytes, password);
                case ".PEM" when Encoding.ASCII.GetString(bytes) is var text && text.Contains("PRIVATE KEY-----", StringComparison.Ordinal):
                    return KeyPairs.FromPem(alias, text, text, password);
                case ".ASC" or ".GPG" or ".PGP":
                    var keys = new PgpKeyCredential(alias, bytes, password);
                    PgpKeys.Check(keys);
                    return keys;
                default:
                    return KeyPairs.FromCertificate(alias, bytes);
            }
        }
        catch (InvalidCredentialException e)
        {
            throw SecurityFault.WrongKey(path, e.Message.TrimEnd('.'));
        }
    }

    private static string? Password(string alias, string path)
    {
        var variable = PasswordVariable + string.Concat(alias.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
        var file = Path.ChangeExtension(path, PasswordExtension);
        return Environment.GetEnvironmentVariable(variable) ?? (File.Exists(file) ? File.ReadAllText(file).TrimEnd('\r', '\n') : null);
    }
}
