using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>Properties of a signature that it signs too: XAdES-BES and XAdES-EPES (ETSI TS 101 903 V1.4.2).</summary>
internal static class Xades
{
    /// <summary>Type of the reference to the properties.</summary>
    public const string ReferenceType = "http://uri.etsi.org/01903#SignedProperties";

    private const string Namespace = "http://uri.etsi.org/01903/v1.3.2#";

    /// <summary>Writes the properties.</summary>
    /// <param name="document">Gets the elements, detached.</param>
    /// <param name="properties">What is said.</param>
    /// <param name="ids">Ids of the signature and of the properties.</param>
    /// <param name="signer">The certificate.</param>
    /// <param name="now">The time.</param>
    public static XmlElement Create(XmlDocument document, XadesProperties properties, (string Signature, string Properties) ids, X509Certificate2 signer, DateTimeOffset now)
    {
        var all = document.CreateElement("xades", "QualifyingProperties", Namespace);
        all.SetAttribute("xmlns:xades", Namespace);
        all.SetAttribute("Target", "#" + ids.Signature);
        var signed = Add(all, "SignedProperties");
        signed.SetAttribute("Id", ids.Properties);
        var aboutSignature = Add(signed, "SignedSignatureProperties");
        Add(aboutSignature, "SigningTime", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        AddCertificate(Add(Add(aboutSignature, "SigningCertificate"), "Cert"), signer);
        if (properties.Policy is { } policy)
        {
            var element = Add(Add(aboutSignature, "SignaturePolicyIdentifier"), "SignaturePolicyId");
            Add(Add(element, "SigPolicyId"), "Identifier", policy.Id);
            AddDigest(Add(element, "SigPolicyHash"), policy.Digest, policy.Hash);
        }

        return all;
    }

    /// <summary>Whether an element is what a reference to properties leads to.</summary>
    public static bool IsProperties(XmlElement element) => element is { LocalName: "SignedProperties", NamespaceURI: Namespace };

    /// <summary>Whether the properties name this certificate, or none.</summary>
    public static bool Names(XmlElement properties, X509Certificate2 signer)
    {
        var names = new XmlNamespaceManager(properties.OwnerDocument.NameTable);
        names.AddNamespace("x", Namespace);
        names.AddNamespace("d", SignatureDocument.Namespace);
        var method = properties.SelectSingleNode("descendant::x:Cert[1]/x:CertDigest/d:DigestMethod/@Algorithm", names)?.Value;
        var value = properties.SelectSingleNode("descendant::x:Cert[1]/x:CertDigest/d:DigestValue", names)?.InnerText;
        return value is null || (XmlAlgorithms.DigestOf(method) is { } digest && Convert.FromBase64String(value).AsSpan().SequenceEqual(Hash(signer, digest)));
    }

    private static void AddCertificate(XmlElement certificate, X509Certificate2 signer)
    {
        AddDigest(Add(certificate, "CertDigest"), DigestKind.Sha256, Convert.ToBase64String(Hash(signer, DigestKind.Sha256)));
        var name = Add(certificate, "IssuerSerial");
        AddSignature(name, "X509IssuerName", signer.Issuer);
        AddSignature(name, "X509SerialNumber", new BigInteger(signer.SerialNumberBytes.Span, isUnsigned: false, isBigEndian: true).ToString(CultureInfo.InvariantCulture));
    }

    private static void AddDigest(XmlElement parent, DigestKind digest, string value)
    {
        AddSignature(parent, "DigestMethod", "").SetAttribute("Algorithm", XmlAlgorithms.Digest(digest));
        AddSignature(parent, "DigestValue", value);
    }

    private static byte[] Hash(X509Certificate2 certificate, DigestKind digest) => CryptographicOperations.HashData(Digests.Name(digest), certificate.RawData);

    private static XmlElement Add(XmlElement parent, string name, string text = "") => Add(parent, parent.OwnerDocument.CreateElement("xades", name, Namespace), text);

    // Without a prefix: the signature around declares its namespace as default.
    private static XmlElement AddSignature(XmlElement parent, string name, string text) => Add(parent, parent.OwnerDocument.CreateElement(name, SignatureDocument.Namespace), text);

    private static XmlElement Add(XmlElement parent, XmlElement child, string text)
    {
        if (text.Length > 0)
        {
            child.InnerText = text;
        }

        parent.AppendChild(child);
        return child;
    }
}
