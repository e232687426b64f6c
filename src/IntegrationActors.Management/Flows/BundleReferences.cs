using IntegrationActors.Definitions;

namespace IntegrationActors.Management.Flows;

/// <summary>What a flow of a bundle may refer to: the tenant's credentials and the files of the bundle.</summary>
internal sealed class BundleReferences(Bundle bundle, IReadOnlySet<string> credentials) : IReferences
{
    public bool HasCredential(string name) => credentials.Contains(name);

    public bool HasResource(string path) => bundle.Files.ContainsKey(path);
}
