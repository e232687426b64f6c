namespace IntegrationActors.Definitions.Bundles;

/// <summary>What <c>bundle.yaml</c> says.</summary>
internal sealed record BundleManifest(string? Id, string Version)
{
    public static BundleManifest Read(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files) => new(null, "0.0.0");
}
