using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>Where data lies.</summary>
public sealed record StorageOptions
{
    /// <summary>Folder of all data of the node, relative to the working directory; created when missing. Default: <c>data</c>.</summary>
    [MinLength(1)]
    public string DataDirectory { get; init; } = "data";

    /// <summary>How much each tenant may store.</summary>
    public StorageQuotaOptions Quota { get; init; } = new();
}
