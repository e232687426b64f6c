namespace IntegrationActors.Definitions;

/// <summary>What exists where the flow will run.</summary>
public interface IReferences
{
    /// <summary>Whether the tenant has a credential of this name.</summary>
    bool HasCredential(string name);

    /// <summary>Whether the bundle has a file of this path.</summary>
    bool HasResource(string path);
}
