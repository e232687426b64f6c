namespace IntegrationActors.Definitions;

/// <summary>Takes every reference for known: for reading a flow without its tenant and bundle.</summary>
public sealed class AllReferences : IReferences
{
    private AllReferences()
    {
    }

    public static AllReferences Known { get; } = new();

    public bool HasCredential(string name) => true;

    public bool HasResource(string path) => true;
}
