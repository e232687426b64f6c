using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>What is signed along with the content (XAdES): the time and the certificate of the signer, and a policy if there is one.</summary>
/// <param name="Policy">Name of the policy, its hash in base64, and the hash function; null: XAdES-BES.</param>
public sealed record XadesProperties((string Id, string Hash, DigestKind Digest)? Policy);
