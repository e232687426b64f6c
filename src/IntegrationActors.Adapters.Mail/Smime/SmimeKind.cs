using MimeKit;

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

/// <summary>Tells kinds by their media types, and content of no said kind by its bytes.</summary>
internal static class SmimeKinds
{
    public static SmimeKind Of(MimeEntity entity) => entity switch
    {
        Multipart { Count: 2 } pair when pair.ContentType.IsMimeType("multipart", "signed") && IsSignature(pair[1]) => SmimeKind.SignedApart,
        MimePart part when IsMime(part) => (part.ContentType.Parameters["smime-type"] ?? "").ToLowerInvariant() switch
        {
            "signed-data" or "signed-receipt" => SmimeKind.Signed,
            "certs-only" or "compressed-data" => SmimeKind.None,
            _ => SmimeKind.Encrypted,
        },
        _ => SmimeKind.None,
    };

    private static bool IsMime(MimePart part) => part.ContentType.IsMimeType("application", "pkcs7-mime") || part.ContentType.IsMimeType("application", "x-pkcs7-mime");

    private static bool IsSignature(MimeEntity part) => part.ContentType.IsMimeType("application", "pkcs7-signature") || part.ContentType.IsMimeType("application", "x-pkcs7-signature");
}
