using IntegrationActors.Core.Stores;

namespace IntegrationActors.Cli.Local.Running;

/// <summary>A user for every name, for receivers that a stub stands in for: real secrets have no business in a test.</summary>
internal sealed class AnyCredential : ICredentialSource
{
    public static AnyCredential Instance { get; } = new();

    public ValueTask<Credential?> FindAsync(string name, CancellationToken cancel) => ValueTask.FromResult<Credential?>(new UserCredential(name, name, "stub"));
}
