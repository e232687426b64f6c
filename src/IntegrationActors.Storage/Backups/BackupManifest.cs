namespace IntegrationActors.Storage.Backups;

/// <summary>What a backup holds: the first file of its zip.</summary>
public sealed record BackupManifest
{
    /// <summary>The tenant. Its content is encrypted for this name, so it can only be restored under it.</summary>
    public required string Tenant { get; init; }

    /// <summary>Version of the program that made it.</summary>
    public required string Product { get; init; }

    /// <summary>Version of the schema of the store.</summary>
    public required int Schema { get; init; }

    /// <summary>The moment whose state it holds.</summary>
    public required DateTimeOffset Taken { get; init; }

    /// <summary>Length of the store in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the store in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Flows that were deployed; their bundles are in the store.</summary>
    public IReadOnlyList<BackupFlow> Flows { get; init => field = value ?? field; } = [];
}
