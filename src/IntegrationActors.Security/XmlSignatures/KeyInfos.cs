using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>Writes what a signature says of its key.</summary>
internal static class KeyInfos
{
    private const string Curves = "http://www.w3.org/2009/xmldsig11#";

    public static KeyInfo Of(KeyPairCredential pair, IReadOnlyList<KeyInfoContent> contents)
    {
        var info = new KeyInfo();
        var certificates = new KeyInfoX509Data();
        foreach (var content in contents)
        {
            Add(content, info, certificates, pair);
        }

        if (certificates.Certificates?.Count > 0 || certificates.IssuerSerials?.Count > 0 || certificates.SubjectNames?.Count > 0)
        {
            info.AddClause(certificates);
        }

        return info;
    }

    private static void Add(KeyInfoContent content, KeyInfo info, KeyInfoX509Data certificates, KeyPairCredential pair)
    {
        switch (content)
        {
            case KeyInfoContent.Certificate:
                certificates.AddCertificate(pair.Certificate);
                break;
            case KeyInfoContent.Chain:
                certificates.AddCertificate(pair.Certificate);
                pair.Chain.ToList().ForEach(certificates.AddCertificate);
                break;
            case KeyInfoContent.IssuerSerial:
                certificates.AddIssuerSerial(pair.Certificate.Issuer, pair.Certificate.SerialNumber);
                break;
            case KeyInfoContent.SubjectName:
                certificates.AddSubjectName(pair.Certificate.Subject);
                break;
            default:
                info.AddClause(KeyValue(pair.Certificate));
                break;
        }
    }

    private static KeyInfoNode KeyValue(X509Certificate2 certificate)
    {
        using var key = CertificateSignature.PublicKey(certificate);
        return key switch
        {
            RSA rsa => new KeyInfoNode(new RSAKeyValue(rsa).GetXml()),
            DSA dsa => new KeyInfoNode(new DSAKeyValue(dsa).GetXml()),
            _ => Curve(certificate.PublicKey),
        };
    }

    // The library has no element for them.
    private static KeyInfoNode Curve(PublicKey key)
    {
        var document = new XmlDocument { XmlResolver = null };
        var value = document.CreateElement("KeyValue", SignatureDocument.Namespace);
        var curve = (XmlElement)value.AppendChild(document.CreateElement("ECKeyValue", Curves))!;
        var name = (XmlElement)curve.AppendChild(document.CreateElement("NamedCurve", Curves))!;
        name.SetAttribute("URI", "urn:oid:" + AsnDecoder.ReadObjectIdentifier(key.EncodedParameters!.RawData, AsnEncodingRules.DER, out _));
        curve.AppendChild(document.CreateElement("PublicKey", Curves))!.InnerText = Convert.ToBase64String(key.EncodedKeyValue.RawData);
        return new KeyInfoNode(value);
    }
}
