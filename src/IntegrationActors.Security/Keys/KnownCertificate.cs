using System.Security.Cryptography.X509Certificates;

namespace IntegrationActors.Security.Keys;

/// <summary>A certificate under its alias.</summary>
public sealed record KnownCertificate(string Alias, X509Certificate2 Certificate);
