using IntegrationActors.Definitions;

namespace IntegrationActors.Cli.Local;

/// <summary>What can be known of references without a server: the files of the bundle. Credentials are taken for known.</summary>
internal sealed class BundleFilesAlone(Bundle bundle) : IReferences
{
    public bool HasCredential(string name) => true;

    public bool HasResource(string path) => bundle.Files.ContainsKey(path);
}
