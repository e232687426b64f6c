namespace IntegrationActors.Runtime.Configuration;

/// <summary>Folders of the node that channels of kind <c>file</c> may use.</summary>
public sealed record FilesOptions
{
    /// <summary>Folder by tenant, as a whole path: channels of the tenant read and write below it, and nowhere else. A tenant that is not listed may use none. Default: none.</summary>
    [TenantFolders]
    public IReadOnlyDictionary<string, string> Folders { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
