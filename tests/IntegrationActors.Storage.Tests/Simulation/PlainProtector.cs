using IntegrationActors.Core.Stores;

namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>Encrypts nothing: the simulation is about queues.</summary>
internal sealed class PlainProtector : ISecretProtector
{
    public byte[] Protect(string tenant, string purpose, ReadOnlySpan<byte> secret) => secret.ToArray();

    public byte[] Unprotect(string tenant, string purpose, ReadOnlySpan<byte> record) => record.ToArray();
}
