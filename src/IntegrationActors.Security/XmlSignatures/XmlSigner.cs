using System.Security.Cryptography.Xml;
using System.Xml;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>Signs XML documents (XML Signature 1.1) with RSA, ECDSA or DSA. Thread-safe.</summary>
public sealed class XmlSigner(XmlSigning settings)
{
    private const string Kind = "XML document";

    private readonly string _form = XmlAlgorithms.Name(settings.Canonicalization);

    /// <summary>Signs a document.</summary>
    /// <param name="body">The document.</param>
    /// <param name="place">Where the signature belongs.</param>
    /// <param name="pair">The key.</param>
    /// <param name="target">Takes the signed document; stays open.</param>
    /// <exception cref="Core.Exchanges.FaultException">IA3702, IA3706, IA3721, IA3722.</exception>
    public void Sign(Stream body, XmlSigningPlace place, KeyPairCredential pair, Stream target)
    {
        var document = SignatureDocument.Read(body, Kind, settings.IdAttribute);
        using var key = CertificateSignature.PrivateKey(pair);
        var before = Before(document, place);
        var parent = settings.Form switch { SignatureForm.Enveloped => before, SignatureForm.Detached => before.ParentNode as XmlElement, _ => null };
        var signed = document.At(parent, (_form, _ => _form));
        signed.SigningKey = key;
        signed.SignedInfo!.CanonicalizationMethod = _form;
        signed.SignedInfo.SignatureMethod = XmlAlgorithms.Signature(key, settings.Digest) ?? throw SecurityFault.WrongKey(pair.Name, $"XML is not signed with {settings.Digest} and a key of this kind");
        signed.KeyInfo = KeyInfos.Of(pair, settings.KeyInfo);
        Refer(signed, document, place.Id);
        if (settings.Xades is { } properties)
        {
            AddProperties(signed, document, (parent, place.Now), (properties, pair));
        }

        signed.ComputeSignature();
        Put(document, before, signed.GetXml());
        document.Write(target);
    }

    private void Refer(SignedXml signed, SignatureDocument document, string id)
    {
        var name = settings.Form == SignatureForm.Enveloping ? $"object-{Guid.NewGuid():N}" : id;
        var reference = new Reference(settings.Form == SignatureForm.Enveloped ? "" : "#" + name) { DigestMethod = XmlAlgorithms.Digest(settings.Digest) };
        if (settings.Form == SignatureForm.Enveloped)
        {
            reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        }

        reference.AddTransform(XmlAlgorithms.Transform(_form)!);
        signed.AddReference(reference);
        if (settings.Form == SignatureForm.Enveloping)
        {
            signed.AddObject(new DataObject { Id = name, Data = document.Root.SelectNodes(".")! });
        }
    }

    private void AddProperties(SignedXml signed, SignatureDocument document, (XmlElement? Parent, DateTimeOffset Now) place, (XadesProperties Properties, KeyPairCredential Pair) what)
    {
        var ids = (Signature: $"signature-{Guid.NewGuid():N}", Properties: $"properties-{Guid.NewGuid():N}");
        var element = document.Announce(place.Parent, _form, tree => Xades.Create(tree, what.Properties, ids, what.Pair.Certificate, place.Now));
        signed.Signature.Id = ids.Signature;
        signed.AddObject(new DataObject { Data = element.SelectNodes(".")! });
        var reference = new Reference("#" + ids.Properties) { Type = Xades.ReferenceType, DigestMethod = XmlAlgorithms.Digest(settings.Digest) };
        reference.AddTransform(XmlAlgorithms.Transform(_form)!);
        signed.AddReference(reference);
    }

    // The element that takes the signature as its last child, or behind which it stands, or around which.
    private XmlElement Before(SignatureDocument document, XmlSigningPlace place)
    {
        var element = settings.Form switch
        {
            SignatureForm.Detached => document.Element(place.Id),
            SignatureForm.Enveloped when place.Parent is { } way => document.Element(way),
            SignatureForm.Enveloped when settings.Parent is { } name => document.Elements(element => string.Equals(element.LocalName, name, StringComparison.Ordinal)) is [var one]
                ? one
                : throw XmlFault.NoPlace($"there is not exactly one element '{name}'"),
            _ => document.Root,
        };
        if (settings.Form == SignatureForm.Detached && element.ParentNode is not XmlElement)
        {
            throw XmlFault.NoPlace("a detached signature stands behind its element, and the root has no place for it");
        }

        var around = settings.Form switch { SignatureForm.Enveloped => element, SignatureForm.Detached => element.ParentNode, _ => null };
        return XmlSurroundings.JoinsAddresses(around, _form) ? throw XmlFault.NoPlace("elements around the signature have xml:base, which C14N 1.1 is not there for; choose exclusive or inclusive") : element;
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
}
