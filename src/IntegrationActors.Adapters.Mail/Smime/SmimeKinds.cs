using MimeKit;

namespace IntegrationActors.Adapters.Mail.Smime;

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
