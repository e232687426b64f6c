namespace IntegrationActors.Security.Content;

/// <summary>What a step that opens messages expects of their signatures.</summary>
public enum SignatureExpectation
{
    /// <summary>A signed message is refused.</summary>
    None,

    /// <summary>A signature is verified if there is one. Whoever can change the message could take it away.</summary>
    Optional,

    /// <summary>A message without a valid signature is refused.</summary>
    Required,
}
