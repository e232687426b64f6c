using System.Text;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Pgp;

namespace IntegrationActors.Security.Keys;

/// <summary>
/// Keys from a folder, for local runs and tests: a file is a key, and its name without extension the alias. <c>.p12</c> and <c>.pfx</c> hold key pairs (PKCS#12), <c>.pem</c> a
/// key pair if it has a private key, else a certificate, <c>.crt</c>, <c>.cer</c> and <c>.der</c> certificates, <c>.asc</c>, <c>.gpg</c> and <c>.pgp</c> OpenPGP keys. The password
/// of <c>bank.p12</c> is in the environment variable <c>IA_KEY_PASSWORD_BANK</c>, or in the file <c>bank.password</c>. A file that changes is read again.
/// </summary>
public sealed class FileKeys(string folder) : ICredentialSource
{
    public const string PasswordVariable = "IA_KEY_PASSWORD_";
    private const string PasswordExtension = ".password";

    private static readonly string[] Extensions = [".p12", ".pfx", ".pem", ".crt", ".cer", ".der", ".asc", ".gpg", ".pgp"];

    private readonly Lock _reading = new();
    private readonly Dictionary<string, (DateTime Written, Credential Credential)> _read = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <exception cref="InvalidCredentialException">The file is not what its extension says, or its password is wrong.</exception>
    public ValueTask<Credential?> FindAsync(string name, CancellationToken cancel) => new(Files().FirstOrDefault(file => string.Equals(Alias(file), name, StringComparison.Ordinal)) is { } path ? Read(path) : null);

    /// <inheritdoc/>
    /// <exception cref="InvalidCredentialException">A file is not what its extension says, or its password is wrong.</exception>
    public ValueTask<IReadOnlyList<T>> ListAsync<T>(CancellationToken cancel)
        where T : Credential => new([.. Files().Select(Read).OfType<T>()]);

    private static string Alias(string path) => Path.GetFileNameWithoutExtension(path);

    // Names come from messages: they are compared with what is there, and never become part of a path.
    private IEnumerable<string> Files() => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)
        : [];

    private Credential Read(string path)
    {
        lock (_reading)
        {
            var written = File.GetLastWriteTimeUtc(path);
            if (!_read.TryGetValue(path, out var known) || known.Written != written)
            {
                _read[path] = known = (written, Parse(path));
            }

            return known.Credential;
        }
    }

    private static Credential Parse(string path)
    {
        var (alias, bytes, password) = (Alias(path), File.ReadAllBytes(path), Password(path));
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
            throw new InvalidCredentialException($"{path}: {e.Message}", e);
        }
    }

    private static string? Password(string path)
    {
        var alias = Alias(path);
        var variable = PasswordVariable + string.Concat(alias.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
        var file = Path.Combine(Path.GetDirectoryName(path)!, alias + PasswordExtension);
        return Environment.GetEnvironmentVariable(variable) ?? (File.Exists(file) ? File.ReadAllText(file).TrimEnd('\r', '\n') : null);
    }
}
