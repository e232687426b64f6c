using IntegrationActors.Core.Stores;
using IntegrationActors.Security;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Credentials that a script may read; what it writes to logs and errors is cleaned of them.</summary>
internal sealed class ScriptSecrets(IReadOnlyList<UserCredential> credentials)
{
    public static ScriptSecrets None { get; } = new([]);

    public UserCredential? Find(string name) => credentials.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal));

    public IEnumerable<string> Names => credentials.Select(c => c.Name);

    public string Mask(string text) => credentials.Count == 0 ? text : Masking.Text(text, credentials.Select(c => c.Password));
}
