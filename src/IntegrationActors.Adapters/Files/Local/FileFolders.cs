using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Files.Local;

/// <summary>Which folder of the node each tenant may use. A tenant that is not listed may use none.</summary>
/// <param name="byTenant">Whole paths of folders, by name of the tenant.</param>
public sealed class FileFolders(IReadOnlyDictionary<string, string> byTenant)
{
    private const string NoFolder = "IA3930";

    /// <summary>The folder of a tenant.</summary>
    /// <exception cref="FaultException">IA3930: it has none, or the folder is not there.</exception>
    public string Find(string tenant)
    {
        if (!byTenant.TryGetValue(tenant, out var folder))
        {
            throw new FaultException(NoFolder, $"This node allows tenant '{tenant}' no folder.", $"Ask who runs the node to set integration-actors.files.folders.{tenant}.");
        }

        return Directory.Exists(folder)
            ? RealPath.Of(folder)
            : throw new FaultException(NoFolder, $"The folder that this node allows tenant '{tenant}' is not there.", $"Ask who runs the node to make the folder of integration-actors.files.folders.{tenant}.");
    }
}
