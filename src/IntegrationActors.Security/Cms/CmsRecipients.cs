using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationActors.Security.Cms;

/// <summary>How messages name a certificate: by issuer and serial number, or by the identifier of its key.</summary>
internal static class CmsRecipients
{
    public static void WriteName(AsnWriter writer, X509Certificate2 certificate)
    {
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(certificate.IssuerName.RawData);
            writer.WriteInteger(certificate.SerialNumberBytes.Span);
        }
    }

    /// <summary>Reads a name.</summary>
    /// <returns>Whether it is that of a certificate, and what people read of it.</returns>
    public static (Func<X509Certificate2, bool> IsOf, string Text) ReadName(AsnReader reader)
    {
        if (reader.PeekTag() is var tag && tag.HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
        {
            // Recipients that agree on a key are named by a sequence that begins with the identifier.
            var identifier = tag.IsConstructed ? reader.ReadSequence(tag).ReadOctetString() : reader.ReadOctetString(tag);
            return (certificate => HasIdentifier(certificate, identifier), "key identifier " + Convert.ToHexString(identifier));
        }

        var name = reader.ReadSequence();
        var issuer = name.ReadEncodedValue().ToArray();
        var serial = name.ReadIntegerBytes().ToArray();
        return (certificate => HasName(certificate, issuer, serial), $"serial number {Convert.ToHexString(serial)} of {new X500DistinguishedName(issuer).Name}");
    }

    private static bool HasName(X509Certificate2 certificate, byte[] issuer, byte[] serial) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer) && certificate.SerialNumberBytes.Span.SequenceEqual(serial);

    private static bool HasIdentifier(X509Certificate2 certificate, byte[] identifier) =>
        certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any(extension => extension.SubjectKeyIdentifierBytes.Span.SequenceEqual(identifier));
}
