namespace IntegrationActors.Adapters.Mail.Smime;

/// <summary>What S/MIME makes of a part (RFC 8551, 3).</summary>
internal enum SmimeKind
{
    None,

    /// <summary>Enveloped data.</summary>
    Encrypted,

    /// <summary>Signed data with the content inside.</summary>
    Signed,

    /// <summary>A content, and the signature beside it.</summary>
    SignedApart,
}
