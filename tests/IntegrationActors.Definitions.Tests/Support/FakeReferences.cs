namespace IntegrationActors.Definitions.Tests.Support;

/// <summary>A tenant and a bundle with what is named.</summary>
internal sealed class FakeReferences(params string[] known) : IReferences
{
    public bool HasCredential(string name) => known.Contains(name);

    public bool HasResource(string path) => known.Contains(path);
}
