using System.Security.Cryptography.X509Certificates;

namespace IntegrationActors.Core.Stores;

/// <summary>A named secret of a tenant. Never written to logs, traces or answers: <c>ToString</c> shows the name alone.</summary>
public abstract record Credential(string Name)
{
    public sealed override string ToString() => $"{GetType().Name} {Name}";
}

/// <summary>User name and password.</summary>
public sealed record UserCredential(string Name, string User, string Password) : Credential(Name);

/// <summary>Certificate with private key, and the chain to send along.</summary>
public sealed record KeyPairCredential(string Name, X509Certificate2 Certificate, X509Certificate2Collection Chain) : Credential(Name);
