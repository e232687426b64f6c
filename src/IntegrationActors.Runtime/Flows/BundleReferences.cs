using IntegrationActors.Definitions;

namespace IntegrationActors.Runtime.Flows;

/// <summary>What a flow may refer to where it will run: credentials of its tenant, files of its bundle.</summary>
internal sealed class BundleReferences(Bundle bundle, IReadOnlySet<string> credentials) : IReferences
{
    public bool HasCredential(string name) => credentials.Contains(name);

    public bool HasResource(string path) => bundle.Files.ContainsKey(path);
}
