using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Cli.Local.Running;

/// <summary>
/// Credentials of a local run, by reference: a file of <c>--credential name=file</c>, or the variable <c>IA_CREDENTIAL_NAME</c>; both hold <c>user:password</c>. A file
/// can be a key instead (<see cref="FileKeys"/>). Read on every use, as on a server.
/// </summary>
internal sealed class LocalCredentials(IReadOnlyDictionary<string, string> files, Func<string, string?> variable) : ICredentialSource
{
    private const string Prefix = "IA_CREDENTIAL_";

    private readonly FileKeys _keys = new(files);

    /// <summary>The variable that a credential is read from.</summary>
    public static string VariableOf(string name) => Prefix + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));

    public async ValueTask<Credential?> FindAsync(string name, CancellationToken cancel)
    {
        if (await _keys.FindAsync(name, cancel) is { } key)
        {
            return key;
        }

        var text = files.TryGetValue(name, out var file) ? (await File.ReadAllTextAsync(file, cancel)).TrimEnd('\r', '\n') : variable(VariableOf(name));
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new UserCredential(name, text, "") : new UserCredential(name, text[..colon], text[(colon + 1)..]);
    }

    public ValueTask<IReadOnlyList<T>> ListAsync<T>(CancellationToken cancel)
        where T : Credential => _keys.ListAsync<T>(cancel);

    /// <summary>Whether the credential has a value now.</summary>
    public bool Has(string name) => files.ContainsKey(name) || !string.IsNullOrEmpty(variable(VariableOf(name)));
}
