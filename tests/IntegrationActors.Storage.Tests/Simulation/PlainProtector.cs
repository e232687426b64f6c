using IntegrationActors.Core.Stores;

namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>Encrypts nothing: the simulation is about queues.</summary>
internal sealed class PlainProtector : ISecretProtector
{
    public void Protect(string tenant, string purpose, ReadOnlySpan<byte> secret, Span<byte> record)
    {
        record.Clear();
        secret.CopyTo(record[^secret.Length..]);
    }

    public void Unprotect(string tenant, string purpose, ReadOnlySpan<byte> record, Span<byte> secret) => record[^secret.Length..].CopyTo(secret);

    public bool IsCurrent(ReadOnlySpan<byte> record) => true;
}
