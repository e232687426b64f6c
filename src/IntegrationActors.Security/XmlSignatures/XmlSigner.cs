using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>Signs XML documents (XML Signature 1.1) with RSA. Thread-safe.</summary>
public sealed class XmlSigner(XmlSigning settings)
{
    private const string Kind = "XML document";

    /// <summary>Signs a document.</summary>
    /// <param name="body">The document.</param>
    /// <param name="id">Id of the element to sign, for detached signatures.</param>
    /// <param name="pair">The key.</param>
    /// <param name="target">Takes the signed document; stays open.</param>
    /// <exception cref="Core.Exchanges.FaultException">IA3702, IA3706, IA3721, IA3722.</exception>
    public void Sign(Stream body, string id, KeyPairCredential pair, Stream target)
    {
        var document = SignatureDocument.Read(body, Kind);
        using var key = pair.Certificate.GetRSAPrivateKey() ?? throw SecurityFault.WrongKey(pair.Name, "XML is signed with RSA keys only");
        var signed = document.Sign();
        signed.SigningKey = key;
        signed.SignedInfo!.CanonicalizationMethod = XmlAlgorithms.Name(settings.Canonicalization);
        signed.SignedInfo.SignatureMethod = XmlAlgorithms.Signature(settings.Digest);
        signed.KeyInfo = KeyInfoOf(pair);
        var name = settings.Form == SignatureForm.Enveloping ? $"object-{Guid.NewGuid():N}" : id;
        signed.AddReference(ReferenceTo(settings.Form == SignatureForm.Enveloped ? "" : "#" + name));
        if (settings.Form == SignatureForm.Enveloping)
        {
            signed.AddObject(new DataObject { Id = name, Data = document.Root.SelectNodes(".")! });
        }

        var place = Place(document, id);
        signed.ComputeSignature();
        Put(document, place, signed.GetXml());
        document.Write(target);
    }

    private Reference ReferenceTo(string uri)
    {
        var reference = new Reference(uri) { DigestMethod = XmlAlgorithms.Digest(settings.Digest) };
        if (settings.Form == SignatureForm.Enveloped)
        {
            reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        }

        reference.AddTransform(XmlAlgorithms.Transform(XmlAlgorithms.Name(settings.Canonicalization))!);
        return reference;
    }

    private XmlElement Place(SignatureDocument document, string id)
    {
        if (settings.Form != SignatureForm.Detached)
        {
            return settings.Parent is not { } parent ? document.Root : document.Elements(element => string.Equals(element.LocalName, parent, StringComparison.Ordinal)) is [var one]
                ? one
                : throw XmlFault.NoPlace($"there is not exactly one element '{parent}'");
        }

        var target = document.Element(id);
        return target.ParentNode is XmlElement ? target : throw XmlFault.NoPlace("a detached signature stands behind its element, and the root has no place for it");
    }

    private void Put(SignatureDocument document, XmlElement place, XmlElement signature)
    {
        switch (settings.Form)
        {
            case SignatureForm.Enveloped:
                place.AppendChild(place.OwnerDocument.ImportNode(signature, deep: true));
                break;
            case SignatureForm.Detached:
                place.ParentNode!.InsertAfter(place.OwnerDocument.ImportNode(signature, deep: true), place);
                break;
            default:
                document.Replace(signature);
                break;
        }
    }

    private KeyInfo KeyInfoOf(KeyPairCredential pair)
    {
        var info = new KeyInfo();
        var certificates = new KeyInfoX509Data();
        foreach (var content in settings.KeyInfo)
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
                info.AddClause(new RSAKeyValue(pair.Certificate.GetRSAPublicKey()!));
                break;
        }
    }
}
