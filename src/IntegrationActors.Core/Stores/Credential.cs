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

/// <summary>Certificate of a partner: whom messages are encrypted for, and whose signatures are accepted.</summary>
public sealed record CertificateCredential(string Name, X509Certificate2 Certificate) : Credential(Name);

/// <summary>OpenPGP keys as they were put in: one or more public or secret keys with their subkeys, binary or armored (RFC 4880).</summary>
/// <param name="Name">Name of the credential.</param>
/// <param name="Keys">The keys; secret ones may be encrypted.</param>
/// <param name="Password">Opens the secret keys; null when they are not encrypted.</param>
public sealed record PgpKeyCredential(string Name, ReadOnlyMemory<byte> Keys, string? Password = null) : Credential(Name);
